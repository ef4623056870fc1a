package tare.harness.linux;

/**
 * A limit of this process's (getrlimit(2)), which children inherit.
 *
 * @param soft in force now
 * @param hard what the soft limit may be raised to; {@link #UNLIMITED} if there is none
 */
public record ResourceLimit(long soft, long hard) {

    /** RLIM_INFINITY. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Numbers of {@code include/uapi/asm-generic/resource.h}. */
    public enum Kind {
        /** Processes and threads of the user. */
        TASKS(6),
        /** Highest descriptor, plus one. */
        DESCRIPTORS(7);

        private final int number;

        Kind(int number) {
            this.number = number;
        }
    }

    /** Reads a limit. */
    public static ResourceLimit of(Kernel kernel, Kind kind) {
        try (Arena arena = kernel.arena(32)) {
            long limits = arena.reserve(16);
            kernel.call(Syscall.PRLIMIT64, 0, kind.number, 0, limits);
            return new ResourceLimit(
                    bounded(arena.longAt(limits)), bounded(arena.longAt(limits + 8)));
        }
    }

    /** The kernel's value has 64 bits without a sign. */
    private static long bounded(long value) {
        return value < 0 ? UNLIMITED : value;
    }
}
