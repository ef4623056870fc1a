package tare.harness.linux;

/** Waits for events on one descriptor at a time; used by one thread at a time. */
public final class Poller implements AutoCloseable {

    /** Data can be read. */
    public static final int POLLIN = 1;

    /** The other end is closed; reported without being asked for. */
    public static final int POLLHUP = 0x10;

    /** struct pollfd (8 bytes) and struct __kernel_timespec (16 bytes). */
    private static final int BYTES = 8 + 16;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Kernel kernel;
    private final Arena arena = new Arena(BYTES);
    private final long pollfd = arena.reserve(8);
    private final long timespec = arena.reserve(16);

    public Poller(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Waits until the descriptor is readable, its other end is closed, or the time is up.
     *
     * @param nanos how long at most; below zero counts as zero
     * @return the events that came, 0 when the time is up
     */
    public int await(int descriptor, long nanos) {
        long left = Math.max(0, nanos);
        arena.putInt(pollfd, descriptor);
        arena.putInt(pollfd + 4, POLLIN);
        arena.putLong(timespec, left / NANOS_PER_SECOND);
        arena.putLong(timespec + 8, left % NANOS_PER_SECOND);
        // On EINTR the kernel has left the remaining time in the timespec, so that it can go on.
        long ready = kernel.call(Syscall.PPOLL, pollfd, 1, timespec, 0, 0);
        return ready == 0 ? 0 : arena.intAt(pollfd + 4) >>> 16;
    }

    @Override
    public void close() {
        arena.close();
    }
}
