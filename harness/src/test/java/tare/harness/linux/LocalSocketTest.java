package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSocketTest {

    private static final long LONG_NANOS = 10_000_000_000L;

    @TempDir Path directory;
    private final Kernel kernel = new Kernel();

    @Test
    void connectsOnceSomebodyListensAndIsToldOfIt() throws IOException {
        Path path = directory.resolve("socket");
        try (Arrivals arrivals = new Arrivals(kernel);
                Poller poller = new Poller(kernel);
                LocalSocket socket = new LocalSocket(kernel, path)) {
            arrivals.watch(directory);
            assertEquals(LocalSocket.Reach.ABSENT, socket.connect());
            assertEquals(0, poller.await(arrivals.descriptor(), 0));
            try (ServerSocketChannel server = listen(path)) {
                assertEquals(Poller.POLLIN, poller.await(arrivals.descriptor(), LONG_NANOS));
                arrivals.take();
                assertEquals(0, poller.await(arrivals.descriptor(), 0), "taken");
                assertEquals(LocalSocket.Reach.CONNECTED, socket.connect());
                try (SocketChannel other = server.accept()) {
                    socket.send((byte) 'a', (byte) 'b');
                    ByteBuffer read = ByteBuffer.allocate(2);
                    while (read.hasRemaining()) {
                        other.read(read);
                    }
                    assertArrayEquals(new byte[] {'a', 'b'}, read.array());
                    other.write(ByteBuffer.wrap(new byte[] {'c', 'd'}));
                    poller.await(socket.descriptor(), LONG_NANOS);
                    assertArrayEquals(new byte[] {'c'}, socket.receive(1));
                    assertArrayEquals(new byte[] {'d'}, socket.receive(100));
                }
                assertEquals(0, socket.receive(1).length, "its end");
                NativeException gone =
                        assertThrows(NativeException.class, () -> socket.send((byte) 'e'));
                assertEquals(Errno.EPIPE.number(), gone.errno());
            }
        }
    }

    @Test
    void aFileThatNobodyListensOnRefuses() throws IOException {
        Path path = directory.resolve("socket");
        listen(path).close();
        try (LocalSocket socket = new LocalSocket(kernel, path)) {
            assertEquals(LocalSocket.Reach.REFUSED, socket.connect());
        }
        Path file = Files.createFile(directory.resolve("file"));
        try (LocalSocket socket = new LocalSocket(kernel, file)) {
            assertEquals(LocalSocket.Reach.REFUSED, socket.connect());
        }
    }

    @Test
    void aPathTooLongForAnAddressIsRefused() {
        Path path = directory.resolve("x".repeat(LocalSocket.LONGEST_PATH));
        assertThrows(IllegalArgumentException.class, () -> new LocalSocket(kernel, path));
    }

    /** What is gone is watched no more, and what is made elsewhere wakes nobody. */
    @Test
    void manyDirectoriesAreWatchedOneAfterTheOther() throws IOException {
        try (Arrivals arrivals = new Arrivals(kernel);
                Poller poller = new Poller(kernel)) {
            for (int i = 0; i < 300; i++) {
                Path watched = Files.createDirectory(directory.resolve("d" + i));
                arrivals.watch(watched);
                Files.createFile(directory.resolve("f" + i));
                assertEquals(0, poller.await(arrivals.descriptor(), 0));
                Path made = Files.createFile(watched.resolve("x"));
                assertEquals(Poller.POLLIN, poller.await(arrivals.descriptor(), LONG_NANOS));
                Files.delete(made);
                Files.delete(watched);
            }
            assertThrows(NativeException.class, () -> arrivals.watch(directory.resolve("absent")));
        }
    }

    private static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        return server;
    }
}
