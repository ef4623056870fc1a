package tare.harness.linux;

/** Waits for events on one descriptor at a time; used by one thread at a time. */
public final class Poller implements AutoCloseable {

    /** Data can be read. */
    public static final int POLLIN = 1;

    /** Data can be written without waiting. */
    public static final int POLLOUT = 4;

    /** The other end is closed; reported without being asked for. */
    public static final int POLLHUP = 0x10;

    /** The second descriptor has an event and the first has none. */
    public static final int OTHER = -1;

    /**
     * In a descriptor's place: poll(2) passes over what is negative. The same descriptor twice is
     * no way to say it, for what comes between two looks is then the second's alone.
     */
    public static final int NONE = -1;

    private static final int POLLFD_BYTES = 8;

    /** struct pollfd (twice) and struct __kernel_timespec (16 bytes). */
    private static final int BYTES = 2 * POLLFD_BYTES + 16;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Kernel kernel;
    private final Arena arena;
    private final long pollfd;
    private final long timespec;

    public Poller(Kernel kernel) {
        this.kernel = kernel;
        arena = kernel.arena(BYTES);
        pollfd = arena.reserve(2 * POLLFD_BYTES);
        timespec = arena.reserve(16);
    }

    /**
     * Waits until the descriptor is readable, its other end is closed, or the time is up.
     *
     * @param nanos how long at most; below zero counts as zero
     * @return the events that came, 0 when the time is up
     */
    public int await(int descriptor, long nanos) {
        return poll(descriptor, 1, nanos) == 0 ? 0 : events(0);
    }

    /**
     * Waits until there is room to write, nobody is there to read, or the time is up.
     *
     * @param nanos how long at most; below zero counts as zero
     * @return the events that came, 0 when the time is up
     */
    public int awaitRoom(int descriptor, long nanos) {
        return poll(descriptor, POLLOUT, 1, nanos) == 0 ? 0 : events(0);
    }

    /**
     * Waits for an event on either of two descriptors.
     *
     * @param other the second, or {@link #NONE}
     * @param nanos how long at most; below zero counts as zero
     * @return the events of the first, {@link #OTHER} if only the second has one, 0 when the time
     *     is up
     */
    public int await(int descriptor, int other, long nanos) {
        arena.putInt(pollfd + POLLFD_BYTES, other);
        arena.putInt(pollfd + POLLFD_BYTES + 4, POLLIN);
        if (poll(descriptor, 2, nanos) == 0) {
            return 0;
        }
        return events(0) == 0 ? OTHER : events(0);
    }

    private long poll(int descriptor, int count, long nanos) {
        return poll(descriptor, POLLIN, count, nanos);
    }

    private long poll(int descriptor, int wanted, int count, long nanos) {
        long left = Math.max(0, nanos);
        arena.putInt(pollfd, descriptor);
        arena.putInt(pollfd + 4, wanted);
        arena.putLong(timespec, left / NANOS_PER_SECOND);
        arena.putLong(timespec + 8, left % NANOS_PER_SECOND);
        // On EINTR the kernel has left the remaining time in the timespec, so that it can go on.
        return kernel.call(Syscall.PPOLL, pollfd, count, timespec, 0, 0);
    }

    /** The upper half of the second word: what came. */
    private int events(int position) {
        return arena.intAt(pollfd + (long) position * POLLFD_BYTES + 4) >>> 16;
    }

    @Override
    public void close() {
        arena.close();
    }
}
