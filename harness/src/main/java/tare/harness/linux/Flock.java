package tare.harness.linux;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An exclusive lock on a file or directory that the kernel drops when its holder dies (flock(2)).
 *
 * <p>Java's own file locks are not used: they are lost as soon as anything in the process closes
 * the same file, and they need the right to write, which rules out a directory that all users
 * share.
 */
public final class Flock implements AutoCloseable {

    private static final long AT_FDCWD = -100;
    private static final long O_RDONLY_CLOEXEC = 0x80000;
    private static final long LOCK_EX_NB = 2 | 4;
    private static final long LOCK_EX = 2;

    private final Kernel kernel;
    private final int descriptor;
    private boolean closed;

    private Flock(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    /**
     * Takes the lock if it is free.
     *
     * @param path an existing file or directory
     * @return the lock; empty if another holds it
     * @throws NativeException if the path cannot be opened or locked
     */
    public static Optional<Flock> attempt(Kernel kernel, Path path) {
        int descriptor = open(kernel, path);
        long result = kernel.attempt(Syscall.FLOCK, descriptor, LOCK_EX_NB);
        if (result == 0) {
            return Optional.of(new Flock(kernel, descriptor));
        }
        kernel.call(Syscall.CLOSE, descriptor);
        // EWOULDBLOCK is EAGAIN on Linux.
        if (result == -Errno.EAGAIN.number()) {
            return Optional.empty();
        }
        throw new NativeException("flock(" + path + ")", (int) -result);
    }

    /** Takes the lock, waiting without bound for whoever holds it. */
    public static Flock await(Kernel kernel, Path path) {
        int descriptor = open(kernel, path);
        kernel.call(Syscall.FLOCK, descriptor, LOCK_EX);
        return new Flock(kernel, descriptor);
    }

    private static int open(Kernel kernel, Path path) {
        byte[] name = path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        try (Memory text = new Memory(name.length + 1L)) {
            text.write(0, name, 0, name.length);
            text.setByte(name.length, (byte) 0);
            long result =
                    kernel.attempt(
                            Syscall.OPENAT,
                            AT_FDCWD,
                            Pointer.nativeValue(text),
                            O_RDONLY_CLOEXEC,
                            0);
            if (result < 0) {
                throw new NativeException("openat(" + path + ")", (int) -result);
            }
            return (int) result;
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            kernel.call(Syscall.CLOSE, descriptor);
        }
    }
}
