package tare.harness.backend.machine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/**
 * A FIFO (fifo(7)) that QEMU opens by its path. Open for both ways, so that opening waits for
 * nobody, and who reads never finds an end. Used by one thread at a time.
 */
final class Fifo implements AutoCloseable {

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;
    private static final int CLOSED = -1;

    /** S_IFIFO, readable and writable by the owner alone. */
    private static final int MODE = 0x1000 | 0600;

    private static final int BUFFER_BYTES = 16 << 10;

    private final Kernel kernel;
    private final Arena arena = new Arena(BUFFER_BYTES + 64L);
    private final long buffer = arena.reserve(BUFFER_BYTES);
    private int descriptor = CLOSED;

    private Fifo(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Makes one.
     *
     * @throws tare.harness.linux.NativeException if it cannot be made
     */
    static Fifo at(Kernel kernel, Path path) {
        Fifo made = new Fifo(kernel);
        try (Arena text = new Arena(path.toString().length() * 4L + 64)) {
            long name = text.text(path.toString());
            kernel.call(Syscall.MKNODAT, AT_FDCWD, name, MODE, 0);
            made.descriptor =
                    (int)
                            kernel.call(
                                    Syscall.OPENAT,
                                    AT_FDCWD,
                                    name,
                                    O_RDWR | O_NONBLOCK | O_CLOEXEC,
                                    0);
            return made;
        } catch (RuntimeException e) {
            made.close();
            throw e;
        }
    }

    /** For a poll: readable when something lies in it. */
    int descriptor() {
        return descriptor;
    }

    /** Puts words in. */
    void put(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        try (Arena text = new Arena(bytes.length + 64L)) {
            kernel.call(Syscall.WRITE, descriptor, text.bytes(bytes), bytes.length);
        }
    }

    /** Takes out what lies in it, 16 KiB at most; empty if nothing does. */
    String take() {
        long read = kernel.attempt(Syscall.READ, descriptor, buffer, BUFFER_BYTES);
        return read <= 0
                ? ""
                : new String(arena.bytesAt(buffer, (int) read), StandardCharsets.ISO_8859_1);
    }

    /** It stays on disk; idempotent. */
    @Override
    public void close() {
        if (descriptor != CLOSED) {
            kernel.close(descriptor);
            descriptor = CLOSED;
        }
        arena.close();
    }
}
