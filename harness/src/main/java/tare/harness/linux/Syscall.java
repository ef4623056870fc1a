package tare.harness.linux;

import java.util.Locale;

/**
 * System calls by their numbers on x86-64 ({@code arch/x86/entry/syscalls/syscall_64.tbl}) and on
 * aarch64 ({@code include/uapi/asm-generic/unistd.h}).
 */
public enum Syscall {
    READ(0, 63),
    WRITE(1, 64),
    CLOSE(3, 57),
    PREAD64(17, 67),
    LSEEK(8, 62),
    MMAP(9, 222),
    MPROTECT(10, 226),
    MUNMAP(11, 215),
    RT_SIGACTION(13, 134),
    RT_SIGPROCMASK(14, 135),
    RT_SIGRETURN(15, 139),
    IOCTL(16, 29),
    MADVISE(28, 233),
    GETPID(39, 172),
    GETEUID(107, 175),
    GETEGID(108, 177),
    CLONE(56, 220),
    EXECVE(59, 221),
    EXIT(60, 93),
    WAIT4(61, 260),
    KILL(62, 129),
    SOCKET(41, 198),
    CONNECT(42, 203),
    FCNTL(72, 25),
    FLOCK(73, 32),
    FTRUNCATE(77, 46),
    CHDIR(80, 49),
    FCHDIR(81, 50),
    SETSID(112, 157),
    CAPSET(126, 91),
    GETTID(186, 178),
    RT_SIGTIMEDWAIT(128, 137),
    PTRACE(101, 117),
    PERSONALITY(135, 92),
    PRCTL(157, 167),
    CHROOT(161, 51),
    SETHOSTNAME(170, 161),
    PIVOT_ROOT(155, 41),
    MOUNT(165, 40),
    UMOUNT2(166, 39),
    SCHED_SETAFFINITY(203, 122),
    SCHED_GETAFFINITY(204, 123),
    TIMER_CREATE(222, 107),
    TIMER_SETTIME(223, 110),
    TIMER_DELETE(226, 111),
    CLOCK_GETTIME(228, 113),
    CLOCK_NANOSLEEP(230, 115),
    EXIT_GROUP(231, 94),
    INOTIFY_ADD_WATCH(254, 27),
    OPENAT(257, 56),
    MKDIRAT(258, 34),
    MKNODAT(259, 33),
    UNLINKAT(263, 35),
    PPOLL(271, 73),
    UNSHARE(272, 97),
    DUP3(292, 24),
    PIPE2(293, 59),
    INOTIFY_INIT1(294, 26),
    PRLIMIT64(302, 261),
    SETNS(308, 268),
    SECCOMP(317, 277),
    MEMFD_CREATE(319, 279),
    PIDFD_SEND_SIGNAL(424, 424),
    PIDFD_OPEN(434, 434),
    CLONE3(435, 435),
    CLOSE_RANGE(436, 436),
    MOUNT_SETATTR(442, 442);

    private static final boolean AARCH64 = Architecture.current() == Architecture.AARCH64;

    private final int x8664;
    private final int aarch64;

    Syscall(int x8664, int aarch64) {
        this.x8664 = x8664;
        this.aarch64 = aarch64;
    }

    /** The number on the architecture that this VM runs on. */
    public int number() {
        return AARCH64 ? aarch64 : x8664;
    }

    /** The number on an architecture. */
    int number(Architecture architecture) {
        return architecture == Architecture.AARCH64 ? aarch64 : x8664;
    }

    /** The name as in manual pages. */
    public String manualName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
