/*
 * What differs between architectures, and the numbers of the kernel's interface that are the same
 * (include/uapi). Written out instead of included, so that the bytes depend on the compiler alone.
 */

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long u64;

#if defined(__x86_64__)

enum {
    SYS_read = 0, SYS_write = 1, SYS_close = 3, SYS_lseek = 8, SYS_ioctl = 16, SYS_getpid = 39, SYS_socket = 41,
    SYS_clone = 56, SYS_execve = 59, SYS_exit = 60, SYS_wait4 = 61, SYS_kill = 62, SYS_uname = 63,
    SYS_fcntl = 72, SYS_chdir = 80, SYS_setsid = 112, SYS_capset = 126, SYS_pivot_root = 155,
    SYS_prctl = 157, SYS_chroot = 161, SYS_mount = 165, SYS_umount2 = 166, SYS_reboot = 169,
    SYS_sethostname = 170, SYS_clock_gettime = 228, SYS_exit_group = 231, SYS_openat = 257,
    SYS_mkdirat = 258, SYS_mknodat = 259, SYS_unlinkat = 263, SYS_readlinkat = 267, SYS_ppoll = 271, SYS_unshare = 272,
    SYS_dup3 = 292, SYS_pipe2 = 293, SYS_finit_module = 313, SYS_seccomp = 317, SYS_getrandom = 318
};
enum { O_DIRECTORY = 0x10000 };
#define AUDIT_ARCH 0xc000003eu

/* The kernel enters with the argument vector on the stack, and no return address. */
__asm__(".globl _start\n_start:\n\txor %ebp, %ebp\n\tmov %rsp, %rdi\n\tand $-16, %rsp\n\tcall begin\n");

static long call(long number, long a, long b, long c, long d, long e)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    long result;
    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8)
                     : "rcx", "r11", "memory");
    return result;
}

/* clone, with the child entering run on a stack of its own; run does not return. */
static long spawn(long flags, void *top, void (*run)(void))
{
    register long r10 __asm__("r10") = 0;
    register long r8 __asm__("r8") = 0;
    long result;
    __asm__ volatile("syscall\n\ttest %%rax, %%rax\n\tjnz 1f\n\txor %%ebp, %%ebp\n\tcall *%%rbx\n\tud2\n1:"
                     : "=a"(result)
                     : "a"(SYS_clone), "D"(flags), "S"(top), "d"(0), "r"(r10), "r"(r8), "b"(run)
                     : "rcx", "r11", "memory", "cc");
    return result;
}

#elif defined(__aarch64__)

enum {
    SYS_dup3 = 24, SYS_fcntl = 25, SYS_ioctl = 29, SYS_mknodat = 33, SYS_mkdirat = 34,
    SYS_unlinkat = 35, SYS_umount2 = 39, SYS_mount = 40, SYS_pivot_root = 41, SYS_chdir = 49,
    SYS_chroot = 51, SYS_openat = 56, SYS_close = 57, SYS_pipe2 = 59, SYS_lseek = 62, SYS_read = 63, SYS_write = 64,
    SYS_ppoll = 73, SYS_readlinkat = 78, SYS_capset = 91, SYS_exit = 93, SYS_exit_group = 94, SYS_unshare = 97,
    SYS_clock_gettime = 113, SYS_kill = 129, SYS_reboot = 142, SYS_setsid = 157, SYS_uname = 160,
    SYS_sethostname = 161, SYS_prctl = 167, SYS_getpid = 172, SYS_socket = 198, SYS_clone = 220,
    SYS_execve = 221, SYS_wait4 = 260, SYS_finit_module = 273, SYS_seccomp = 277, SYS_getrandom = 278
};
enum { O_DIRECTORY = 0x4000 };
#define AUDIT_ARCH 0xc00000b7u

__asm__(".globl _start\n_start:\n\tmov x29, xzr\n\tmov x30, xzr\n\tmov x0, sp\n\tb begin\n");

static long call(long number, long a, long b, long c, long d, long e)
{
    register long x8 __asm__("x8") = number;
    register long x0 __asm__("x0") = a;
    register long x1 __asm__("x1") = b;
    register long x2 __asm__("x2") = c;
    register long x3 __asm__("x3") = d;
    register long x4 __asm__("x4") = e;
    __asm__ volatile("svc #0"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4)
                     : "memory");
    return x0;
}

static long spawn(long flags, void *top, void (*run)(void))
{
    register long x8 __asm__("x8") = SYS_clone;
    register long x0 __asm__("x0") = flags;
    register long x1 __asm__("x1") = (long) top;
    register long x2 __asm__("x2") = 0;
    register long x3 __asm__("x3") = 0;
    register long x4 __asm__("x4") = 0;
    register void (*x9)(void) __asm__("x9") = run;
    __asm__ volatile("svc #0\n\tcbnz x0, 1f\n\tmov x29, xzr\n\tblr x9\n\tbrk #1\n1:"
                     : "+r"(x0)
                     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x9)
                     : "memory", "cc", "x30");
    return x0;
}

#else
#error "no agent for this architecture"
#endif

enum {
    AT_FDCWD = -100, AT_REMOVEDIR = 0x200,
    O_RDONLY = 0, O_WRONLY = 1, O_RDWR = 2, O_CREAT = 0x40, O_NOCTTY = 0x100, O_TRUNC = 0x200, O_CLOEXEC = 0x80000,
    F_DUPFD_CLOEXEC = 1030,
    ENOENT = 2, EINTR = 4, E2BIG = 7, EAGAIN = 11, EBUSY = 16, EEXIST = 17, ENODEV = 19, EINVAL = 22,
    ENOTTY = 25,
    S_IFCHR = 0x2000,
    TCGETS = 0x5401, TCSETS = 0x5402, TCSBRK = 0x5409, SEEK_END = 2, VTIME = 5, VMIN = 6,
    POLLIN = 1,
    SIGKILL = 9, SIGCHLD = 17,
    CLOCK_MONOTONIC = 1,
    MS_RDONLY = 1, MS_NOSUID = 2, MS_NODEV = 4, MS_NOEXEC = 8, MS_REMOUNT = 32, MS_BIND = 4096,
    MS_MOVE = 8192, MS_REC = 16384, MS_PRIVATE = 1 << 18, MNT_DETACH = 2,
    CLONE_VM = 0x100, CLONE_VFORK = 0x4000, CLONE_NEWNS = 0x20000, CLONE_NEWCGROUP = 0x2000000,
    CLONE_NEWUTS = 0x4000000, CLONE_NEWIPC = 0x8000000, CLONE_NEWPID = 0x20000000,
    CLONE_NEWNET = 0x40000000,
    PR_CAPBSET_READ = 23, PR_CAPBSET_DROP = 24, PR_SET_NO_NEW_PRIVS = 38, PR_CAP_AMBIENT = 47,
    PR_CAP_AMBIENT_CLEAR_ALL = 4,
    SECCOMP_SET_MODE_FILTER = 1,
    RNDADDENTROPY = 0x40085203, RNDRESEEDCRNG = 0x5207, GRND_NONBLOCK = 1,
    AF_INET = 2, SOCK_DGRAM = 2, SIOCSIFHWADDR = 0x8924, SIOCGIFHWADDR = 0x8927, ARPHRD_ETHER = 1
};
#define CAPABILITY_VERSION_3 0x20080522u
#define SECCOMP_RET_KILL_PROCESS 0x80000000u
#define SECCOMP_RET_ALLOW 0x7fff0000u
#define REBOOT_MAGIC1 0xfee1deadu
#define REBOOT_MAGIC2 672274793u
#define REBOOT_POWER_OFF 0x4321fedcu

/* Fewer arguments than five. */
#define CALL1(n, a) call(SYS_##n, (long) (a), 0, 0, 0, 0)
#define CALL2(n, a, b) call(SYS_##n, (long) (a), (long) (b), 0, 0, 0)
#define CALL3(n, a, b, c) call(SYS_##n, (long) (a), (long) (b), (long) (c), 0, 0)
#define CALL4(n, a, b, c, d) call(SYS_##n, (long) (a), (long) (b), (long) (c), (long) (d), 0)
#define CALL5(n, a, b, c, d, e) call(SYS_##n, (long) (a), (long) (b), (long) (c), (long) (d), (long) (e))
