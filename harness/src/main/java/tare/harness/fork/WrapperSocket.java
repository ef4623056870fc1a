package tare.harness.fork;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tare.workloads.wrapper.Wrapper;

/**
 * The wrapper's file, and the socket beside it on which its arguments arrive: one after the other,
 * each answered by the status that the wrapper ends with.
 */
public final class WrapperSocket implements AutoCloseable {

    private static final long MOST_ARGUMENT_BYTES = 4L << 20;

    private final Path wrapper;
    private final ServerSocketChannel server;
    private final Thread thread;
    private volatile @Nullable IOException failure;

    private WrapperSocket(
            Path wrapper, ServerSocketChannel server, ToIntFunction<List<String>> answer) {
        this.wrapper = wrapper;
        this.server = server;
        this.thread = new Thread(() -> serve(answer), "tare-wrapper");
        thread.setDaemon(true);
    }

    /**
     * Writes the wrapper and listens.
     *
     * @param directory private, mode 0700
     * @param answer makes a status out of a wrapper's arguments; called by one thread of its own
     * @throws IOException if it cannot, for example because the path is too long for a socket
     */
    public static WrapperSocket in(Path directory, ToIntFunction<List<String>> answer)
            throws IOException {
        Path wrapper = directory.resolve("java");
        if (wrapper.toString().getBytes(StandardCharsets.UTF_8).length > Wrapper.LONGEST_PATH) {
            throw new IOException(
                    "too long for a socket, set XDG_STATE_HOME to a shorter path: " + wrapper);
        }
        Files.write(wrapper, Wrapper.bytesForThisMachine());
        Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("r-x------"));
        Path socket = Path.of(wrapper + Wrapper.SOCKET_ENDING);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
            Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        WrapperSocket listening = new WrapperSocket(wrapper, server, answer);
        listening.thread.start();
        return listening;
    }

    /** To be started in the place of a JVM. */
    public Path wrapper() {
        return wrapper;
    }

    /**
     * Stops listening; what is being answered is waited for.
     *
     * @throws IOException if listening had failed
     */
    @Override
    public void close() throws IOException {
        server.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(Path.of(wrapper + Wrapper.SOCKET_ENDING));
        Files.deleteIfExists(wrapper);
        IOException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    private void serve(ToIntFunction<List<String>> answer) {
        while (true) {
            try (SocketChannel client = server.accept()) {
                byte[] said = Channels.newInputStream(client).readNBytes((int) MOST_ARGUMENT_BYTES);
                int status = answer.applyAsInt(words(said));
                client.write(ByteBuffer.wrap(new byte[] {(byte) status}));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // The wrapper is gone; the next one may come all the same.
                failure = e;
            }
        }
    }

    /** Each word has a NUL behind it. */
    private static List<String> words(byte[] said) {
        List<String> words =
                Arrays.asList(new String(said, StandardCharsets.UTF_8).split("\0", -1));
        return words.subList(0, words.size() - 1);
    }
}
