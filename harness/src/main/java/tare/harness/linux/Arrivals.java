package tare.harness.linux;

import java.nio.file.Path;

/**
 * Tells when something is made in a directory (inotify(7)), for a poll beside other descriptors.
 * What was made, and where, is not told: whoever waits looks again. Used by one thread at a time.
 */
public final class Arrivals implements AutoCloseable {

    /** IN_CREATE and IN_MOVED_TO of {@code include/uapi/linux/inotify.h}. */
    private static final int MADE = 0x100 | 0x80;

    /** IN_NONBLOCK and IN_CLOEXEC, the same on both architectures. */
    private static final int FLAGS = 0x800 | 0x80000;

    /** An event with the longest name takes 16 + 256. */
    private static final int BUFFER_BYTES = 4096;

    private static final int CLOSED = -1;

    private final Kernel kernel;
    private final Arena arena;
    private final long buffer;
    private int descriptor;

    /**
     * Watches nothing yet. One of these serves many directories: a user may have few (128 by
     * default), and closing one takes milliseconds.
     *
     * @throws NativeException if the user's limit is met
     */
    public Arrivals(Kernel kernel) {
        this.kernel = kernel;
        arena = new Arena(BUFFER_BYTES);
        buffer = arena.reserve(BUFFER_BYTES);
        try {
            descriptor = (int) kernel.call(Syscall.INOTIFY_INIT1, FLAGS);
        } catch (NativeException e) {
            arena.close();
            throw e;
        }
    }

    /**
     * Watches a directory from here on, until it is gone.
     *
     * @throws NativeException if it cannot be watched
     */
    public void watch(Path directory) {
        String path = directory.toString();
        try (Arena name = new Arena(4L * path.length() + 16)) {
            kernel.call(Syscall.INOTIFY_ADD_WATCH, descriptor, name.text(path), MADE);
        }
        take();
    }

    /** Readable once something has been made since the last {@link #take}. */
    public int descriptor() {
        return descriptor;
    }

    /** Forgets what has been made so far. */
    public void take() {
        // EAGAIN: there is nothing more.
        long read = 1;
        while (read > 0) {
            read = kernel.attempt(Syscall.READ, descriptor, buffer, BUFFER_BYTES);
        }
    }

    /** Idempotent. */
    @Override
    public void close() {
        if (descriptor != CLOSED) {
            kernel.close(descriptor);
            descriptor = CLOSED;
        }
        arena.close();
    }
}
