package tare.harness.linux;

/**
 * Error numbers that Linux returns to Tare, as in {@code include/uapi/asm-generic/errno-base.h} and
 * {@code errno.h}; the same on x86-64 and aarch64.
 */
public enum Errno {
    EPERM(1, "not permitted: root, a capability or a user namespace is missing"),
    ENOENT(2, "no such file or directory"),
    ESRCH(3, "no such process"),
    EINTR(4, "interrupted by a signal"),
    EIO(5, "input/output error"),
    ENXIO(6, "no such device or address"),
    E2BIG(7, "argument list too long"),
    ENOEXEC(8, "not an executable of this machine"),
    EBADF(9, "bad file descriptor"),
    ECHILD(10, "no such child"),
    EAGAIN(11, "a limit on processes or memory was met, or try again"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EFAULT(14, "bad address"),
    EBUSY(16, "device or resource busy"),
    EEXIST(17, "exists already"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a directory"),
    EISDIR(21, "is a directory"),
    EINVAL(22, "invalid argument: often a kernel without the feature"),
    ENFILE(23, "the system's table of open files is full"),
    EMFILE(24, "too many open files: raise the limit with ulimit -n"),
    ENOTTY(25, "not a device that knows this request"),
    ETXTBSY(26, "the file is open for writing"),
    ENOSPC(28, "no space left, or a limit on namespaces was met"),
    EROFS(30, "read-only file system"),
    EPIPE(32, "broken pipe"),
    ENAMETOOLONG(36, "name too long"),
    ENOSYS(38, "this kernel does not have the call"),
    ENOTEMPTY(39, "directory not empty"),
    ELOOP(40, "too many symbolic links"),
    EUSERS(87, "the limit on user namespaces was met"),
    EOPNOTSUPP(95, "operation not supported"),
    ECONNRESET(104, "the other end has gone"),
    ETIMEDOUT(110, "timed out"),
    ECONNREFUSED(111, "nobody listens there");

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** What it usually means. */
    public String meaning() {
        return meaning;
    }

    /** Name and meaning, for example {@code EPERM (not permitted: …)}; any number is accepted. */
    public static String describe(int number) {
        for (Errno errno : values()) {
            if (errno.number == number) {
                return errno.name() + " (" + errno.meaning + ")";
            }
        }
        return "errno " + number;
    }
}
