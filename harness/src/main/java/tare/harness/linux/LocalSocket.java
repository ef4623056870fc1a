package tare.harness.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A connection to whoever listens on a Unix socket, without waiting in any call: for polls with a
 * bound of their own. Used by one thread at a time.
 */
public final class LocalSocket implements AutoCloseable {

    /** The longest path, without its end, that an address has room for (unix(7)). */
    public static final int LONGEST_PATH = 107;

    private static final int AF_UNIX = 1;

    /** SOCK_STREAM, SOCK_NONBLOCK and SOCK_CLOEXEC, the same on both architectures. */
    private static final int TYPE = 1 | 0x800 | 0x80000;

    /** struct sockaddr_un: the family in two bytes, then the path with its end. */
    private static final int ADDRESS_BYTES = 2 + LONGEST_PATH + 1;

    private static final int BUFFER_BYTES = 16 << 10;
    private static final int CLOSED = -1;

    private final Kernel kernel;
    private final Arena arena = new Arena(ADDRESS_BYTES + BUFFER_BYTES + 16L);
    private final long address;
    private final long buffer;
    private int descriptor = CLOSED;

    /** How an attempt to connect has ended. */
    public enum Reach {
        /** It is connected. */
        CONNECTED,
        /** There is no such file. */
        ABSENT,
        /** The file is there, and nobody accepts a connection yet. */
        REFUSED
    }

    /**
     * Not connected yet.
     *
     * @throws IllegalArgumentException if the path is longer than {@link #LONGEST_PATH}
     */
    public LocalSocket(Kernel kernel, Path path) {
        this.kernel = kernel;
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_PATH) {
            arena.close();
            throw new IllegalArgumentException("too long for a socket: " + path);
        }
        byte[] whole = new byte[ADDRESS_BYTES];
        // Both architectures are little-endian.
        whole[0] = AF_UNIX;
        System.arraycopy(name, 0, whole, 2, name.length);
        address = arena.bytes(whole);
        buffer = arena.reserve(BUFFER_BYTES);
    }

    /**
     * Tries to connect.
     *
     * @throws NativeException if it cannot for another reason, such as a lack of permission
     */
    public Reach connect() {
        if (descriptor == CLOSED) {
            descriptor = (int) kernel.call(Syscall.SOCKET, AF_UNIX, TYPE, 0);
        }
        long result = kernel.attempt(Syscall.CONNECT, descriptor, address, ADDRESS_BYTES);
        if (result >= 0) {
            return Reach.CONNECTED;
        }
        int errno = (int) -result;
        if (errno == Errno.ENOENT.number()) {
            return Reach.ABSENT;
        }
        // EAGAIN: its queue is full, EINTR: nothing was done (unix(7) connects at once or not).
        if (errno == Errno.ECONNREFUSED.number()
                || errno == Errno.EAGAIN.number()
                || errno == Errno.EINTR.number()) {
            return Reach.REFUSED;
        }
        throw new NativeException("connect", errno);
    }

    /** For polls; below zero, which polls pass over, before it is connected. */
    public int descriptor() {
        return descriptor;
    }

    /**
     * Sends all of it.
     *
     * @throws NativeException if the other end has gone, or takes nothing
     */
    public void send(byte... bytes) {
        try (Arena copy = new Arena(bytes.length + 8L)) {
            long at = copy.bytes(bytes);
            for (int sent = 0; sent < bytes.length; ) {
                sent +=
                        (int)
                                kernel.call(
                                        Syscall.WRITE, descriptor, at + sent, bytes.length - sent);
            }
        }
    }

    /**
     * What has come, after a poll said so.
     *
     * @param most bytes at most; no more than 16 KiB come at once
     * @return empty if the other end has closed
     * @throws NativeException if the connection is broken
     */
    public byte[] receive(int most) {
        long read = kernel.call(Syscall.READ, descriptor, buffer, Math.min(most, BUFFER_BYTES));
        return arena.bytesAt(buffer, (int) read);
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
