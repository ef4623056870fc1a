package tare.harness.backend.qemufork;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;

/** Takes what a QEMU sends of its state, over a socket of Tare's own, into a file. */
final class SavedState implements AutoCloseable {

    private static final String STEP = "save the parent";
    private static final int CHUNK_BYTES = 1 << 20;

    private final Path socket;
    private final ServerSocketChannel listening;

    private SavedState(Path socket, ServerSocketChannel listening) {
        this.socket = socket;
        this.listening = listening;
    }

    /**
     * Listens.
     *
     * @param socket does not exist yet
     */
    static SavedState at(Path socket) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            channel.bind(UnixDomainSocketAddress.of(socket));
            channel.configureBlocking(false);
            return new SavedState(socket, channel);
        } catch (IOException e) {
            throw new LaunchException(
                    STEP,
                    "cannot listen on " + socket + ": " + e.getMessage(),
                    "if its path is too long: XDG_STATE_HOME with a shorter one",
                    e);
        }
    }

    /** What QEMU is told to send it to. */
    String uri() {
        return "unix:" + socket;
    }

    /**
     * Takes all until the sender closes.
     *
     * @param file is made
     * @throws LaunchException if nothing comes for too long, or the file cannot be written
     */
    void receive(Path file, MonotonicClock clock, long deadlineNanos) {
        try (Selector selector = Selector.open();
                FileChannel out =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            await(selector, listening, SelectionKey.OP_ACCEPT, clock, deadlineNanos);
            try (SocketChannel in = listening.accept()) {
                if (in == null) {
                    throw failed("nobody connects to " + socket, null);
                }
                in.configureBlocking(false);
                copy(selector, in, out, clock, deadlineNanos);
            }
        } catch (IOException e) {
            throw failed("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void copy(
            Selector selector,
            SocketChannel in,
            FileChannel out,
            MonotonicClock clock,
            long deadlineNanos)
            throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK_BYTES);
        while (true) {
            await(selector, in, SelectionKey.OP_READ, clock, deadlineNanos);
            if (in.read(chunk) < 0) {
                return;
            }
            chunk.flip();
            while (chunk.hasRemaining()) {
                out.write(chunk);
            }
            chunk.clear();
        }
    }

    private static void await(
            Selector selector,
            SelectableChannel channel,
            int operation,
            MonotonicClock clock,
            long deadlineNanos)
            throws IOException {
        SelectionKey known = channel.keyFor(selector);
        if (known == null) {
            channel.register(selector, operation);
        }
        long leftMillis = (deadlineNanos - clock.nanos()) / 1_000_000;
        selector.selectedKeys().clear();
        if (leftMillis <= 0 || selector.select(leftMillis) == 0) {
            throw failed("QEMU sends nothing in time", null);
        }
    }

    private static LaunchException failed(
            String why, @org.jspecify.annotations.Nullable Exception e) {
        return new LaunchException(STEP, why, "free space in the state directory", e);
    }

    /** The socket goes; idempotent. */
    @Override
    public void close() {
        try (listening) {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            throw failed("cannot remove " + socket + ": " + e.getMessage(), e);
        }
    }
}
