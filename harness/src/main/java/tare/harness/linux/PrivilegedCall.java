package tare.harness.linux;

import java.util.Locale;

/**
 * System calls that a program in a container has no business with: those that Docker's default
 * profile refuses to a container without capabilities ({@code
 * docs.docker.com/engine/security/seccomp}), and io_uring, as its profile of 2023 does. Numbers as
 * in {@link Syscall}; {@code NONE} where an architecture does not have the call.
 */
enum PrivilegedCall {
    PTRACE(101, 117),
    SYSLOG(103, 116),
    USELIB(134, -1),
    USTAT(136, -1),
    SYSFS(139, -1),
    VHANGUP(153, 58),
    PIVOT_ROOT(155, 41),
    SYSCTL(156, -1),
    ADJTIMEX(159, 171),
    CHROOT(161, 51),
    ACCT(163, 89),
    SETTIMEOFDAY(164, 170),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    SWAPON(167, 224),
    SWAPOFF(168, 225),
    REBOOT(169, 142),
    SETHOSTNAME(170, 161),
    SETDOMAINNAME(171, 162),
    IOPL(172, -1),
    IOPERM(173, -1),
    CREATE_MODULE(174, -1),
    INIT_MODULE(175, 105),
    DELETE_MODULE(176, 106),
    GET_KERNEL_SYMS(177, -1),
    QUERY_MODULE(178, -1),
    QUOTACTL(179, 60),
    NFSSERVCTL(180, 42),
    LOOKUP_DCOOKIE(212, 18),
    CLOCK_SETTIME(227, 112),
    MBIND(237, 235),
    SET_MEMPOLICY(238, 237),
    GET_MEMPOLICY(239, 236),
    KEXEC_LOAD(246, 104),
    ADD_KEY(248, 217),
    REQUEST_KEY(249, 218),
    KEYCTL(250, 219),
    MIGRATE_PAGES(256, 238),
    UNSHARE(272, 97),
    MOVE_PAGES(279, 239),
    PERF_EVENT_OPEN(298, 241),
    FANOTIFY_INIT(300, 262),
    OPEN_BY_HANDLE_AT(304, 265),
    CLOCK_ADJTIME(305, 266),
    SETNS(308, 268),
    PROCESS_VM_READV(310, 270),
    PROCESS_VM_WRITEV(311, 271),
    KCMP(312, 272),
    FINIT_MODULE(313, 273),
    KEXEC_FILE_LOAD(320, 294),
    BPF(321, 280),
    USERFAULTFD(323, 282),
    IO_URING_SETUP(425, 425),
    IO_URING_ENTER(426, 426),
    IO_URING_REGISTER(427, 427),
    OPEN_TREE(428, 428),
    MOVE_MOUNT(429, 429),
    FSOPEN(430, 430),
    FSCONFIG(431, 431),
    FSMOUNT(432, 432),
    FSPICK(433, 433),
    MOUNT_SETATTR(442, 442);

    private static final int NONE = -1;

    private final int x8664;
    private final int aarch64;

    PrivilegedCall(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
    }

    /** What libraries call it. */
    String call() {
        return this == SYSCTL ? "_sysctl" : name().toLowerCase(Locale.ROOT);
    }

    /** Whether an architecture has it. */
    boolean exists(Architecture architecture) {
        return number(architecture) != NONE;
    }

    /** The number on an architecture that has it. */
    int number(Architecture architecture) {
        return architecture == Architecture.AARCH64 ? aarch64 : x8664;
    }
}
