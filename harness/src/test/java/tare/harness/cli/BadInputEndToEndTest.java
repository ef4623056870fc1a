package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is misspelt, and who answers wrongly, as a user meets it. */
@Tag("kernel")
class BadInputEndToEndTest {

    @TempDir private Path directory;

    @Test
    void parametersThatNothingReadsAreRefused() throws IOException, InterruptedException {
        for (String name : new String[] {"boot.lanches", "boot.lanches/runc", "backend.nonsense"}) {
            TareProcess.Ended ended = run(Map.of(), "--dry-run", "--set", name + "=5");
            assertEquals(2, ended.status(), ended.err());
            assertTrue(ended.err().contains("--set " + name), ended.err());
        }
    }

    @Test
    void anAnswerWithoutEndIsASkippedCell() throws IOException, InterruptedException {
        byte[] line = new byte[1 << 16];
        Arrays.fill(line, (byte) 'A');
        TareProcess.Ended ended = withDaemon(line, Integer.MAX_VALUE);
        assertEquals(7, ended.status(), ended.err());
        assertFalse(ended.err().contains("\tat "), ended.err());
        assertTrue(ended.err().contains("does not answer as a Docker daemon"), ended.err());
    }

    @Test
    void aLongAnswerIsCut() throws IOException, InterruptedException {
        int length = 3_000_000;
        byte[] answer =
                ("HTTP/1.1 500 No\r\nContent-Length: " + length + "\r\n\r\n" + "x".repeat(length))
                        .getBytes(StandardCharsets.US_ASCII);
        TareProcess.Ended ended = withDaemon(answer, 1);
        assertEquals(7, ended.status());
        assertTrue(ended.err().length() < 10_000, () -> ended.err().substring(0, 2_000));
        assertTrue(Files.size(directory.resolve("out/result.json")) < 1_000_000);
    }

    /** Answers whoever connects, so often, until nobody reads. */
    private TareProcess.Ended withDaemon(byte[] answer, int times)
            throws IOException, InterruptedException {
        Path socket = directory.resolve("d.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread daemon = new Thread(() -> serve(server, answer, times));
            daemon.setDaemon(true);
            daemon.start();
            return run(
                    Map.of("DOCKER_HOST", "unix://" + socket),
                    "--backend",
                    "docker",
                    "--out",
                    "out",
                    "--rounds",
                    "1");
        }
    }

    private static void serve(ServerSocketChannel server, byte[] answer, int times) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                client.read(ByteBuffer.allocate(1 << 16));
                for (int i = 0; i < times; i++) {
                    ByteBuffer rest = ByteBuffer.wrap(answer);
                    while (rest.hasRemaining()) {
                        client.write(rest);
                    }
                }
            } catch (IOException hungUp) {
                // The next one may stay longer; a closed server ends the loop.
            }
        }
    }

    private TareProcess.Ended run(Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        String[] all = new String[words.length + 3];
        System.arraycopy(new String[] {"run", "boot", "--concurrent"}, 0, all, 0, 3);
        System.arraycopy(words, 0, all, 3, words.length);
        return new TareProcess(directory, environment).run(all);
    }
}
