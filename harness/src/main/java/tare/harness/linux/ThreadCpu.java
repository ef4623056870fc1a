package tare.harness.linux;

/** CPU time of the calling thread. Used by one thread at a time. */
public final class ThreadCpu implements AutoCloseable {

    /** CLOCK_THREAD_CPUTIME_ID of {@code include/uapi/linux/time.h}. */
    private static final int CLOCK = 3;

    private final Kernel kernel;
    private final Arena arena;
    private final long timespec;

    public ThreadCpu(Kernel kernel) {
        this.kernel = kernel;
        arena = kernel.arena(16);
        timespec = arena.reserve(16);
    }

    /** User and system time so far, in nanoseconds. */
    public long nanos() {
        kernel.call(Syscall.CLOCK_GETTIME, CLOCK, timespec);
        return 1_000_000_000L * arena.longAt(timespec) + arena.longAt(timespec + 8);
    }

    @Override
    public void close() {
        arena.close();
    }
}
