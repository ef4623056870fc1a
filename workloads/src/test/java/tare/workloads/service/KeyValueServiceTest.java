package tare.workloads.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The service in a JVM of its own, as instances run it. */
@Timeout(60)
class KeyValueServiceTest {

    @TempDir private Path directory;

    private Process service;
    private OutputStream control;
    private DataInputStream ready;

    @BeforeEach
    void start() throws IOException {
        service =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                KeyValueService.NO_DELAY,
                                "-cp",
                                System.getProperty("java.class.path"),
                                KeyValueService.class.getName(),
                                directory.resolve("log").toString())
                        .redirectError(directory.resolve("errors").toFile())
                        .start();
        control = service.getOutputStream();
        ready = new DataInputStream(service.getInputStream());
        assertEquals('R', ready.read());
        say('x');
        assertEquals('P', ready.read());
    }

    @AfterEach
    void end() throws InterruptedException {
        service.destroyForcibly().waitFor();
    }

    private void say(int what) throws IOException {
        control.write(what);
        control.flush();
    }

    private HttpURLConnection to(int port, String path) throws IOException {
        return (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
    }

    private String get(int port, int key) throws IOException {
        HttpURLConnection connection = to(port, KeyValueService.PATH + key);
        assertEquals(200, connection.getResponseCode());
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Test
    void keepsWhatItIsTold() throws IOException {
        say(KeyValueService.LOOPBACK);
        int port = ready.readInt();
        assertEquals("v".repeat(KeyValueService.VALUE_BYTES), get(port, 7));

        HttpURLConnection put = to(port, KeyValueService.PATH + 7);
        put.setRequestMethod("PUT");
        put.setDoOutput(true);
        put.getOutputStream().write("new".getBytes(StandardCharsets.US_ASCII));
        assertEquals(204, put.getResponseCode());

        assertEquals("new", get(port, 7));
        assertEquals("v".repeat(KeyValueService.VALUE_BYTES), get(port, 8));
        assertEquals(404, to(port, KeyValueService.PATH + KeyValueService.KEYS).getResponseCode());
    }

    @Test
    void listensEverywhereWhenItIsToldSo() throws IOException {
        say(KeyValueService.EVERYWHERE);
        assertEquals(KeyValueService.VALUE_BYTES, get(ready.readInt(), 0).length());
    }

    @Test
    void listensOnTheKnownPortWhereThatIsForwarded() throws IOException {
        say(KeyValueService.FORWARDED);
        byte[] port = ready.readNBytes(Integer.BYTES);
        if (port.length == 0) {
            // Somebody else on this machine has it at the same moment.
            assertTrue(Files.readString(directory.resolve("log")).contains("in use"));
            return;
        }
        assertEquals(KeyValueService.PORT, ByteBuffer.wrap(port).getInt());
        assertEquals(KeyValueService.VALUE_BYTES, get(KeyValueService.PORT, 0).length());
        say(KeyValueService.TURNS);
        assertEquals(KeyValueService.PORT, ready.readInt(), "the same, which is forwarded");
        turns(KeyValueService.PORT, 3, 2);
    }

    @Test
    void takesTurnsOfTheSizeThatAConnectionBeginsWith() throws IOException {
        say(KeyValueService.LOOPBACK);
        assertEquals(KeyValueService.VALUE_BYTES, get(ready.readInt(), 0).length());
        say(KeyValueService.TURNS);
        int port = ready.readInt();
        turns(port, Turns.ROUND_TRIP_BYTES, 100);
        turns(port, Turns.STREAM_BYTES, 3);
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream().write(new byte[] {0, 0, 0, 0});
            assertEquals(-1, client.getInputStream().read(), "a turn of no bytes");
        }
        turns(port, Turns.ROUND_TRIP_BYTES, 1);
    }

    private static void turns(int port, int bytes, int count) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream out = client.getOutputStream();
            out.write(ByteBuffer.allocate(Integer.BYTES).putInt(bytes).array());
            for (int i = 0; i < count; i++) {
                out.write(new byte[bytes]);
                assertEquals(0, client.getInputStream().read());
            }
        }
    }

    @Test
    void endsWithItsControl() throws IOException, InterruptedException {
        say(KeyValueService.LOOPBACK);
        assertTrue(ready.readInt() > 0);
        control.close();
        assertTrue(service.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, service.exitValue());
    }

    @Test
    void aPlaceThatIsNoneEndsItWithAWord() throws IOException, InterruptedException {
        say('?');
        assertTrue(service.waitFor(30, TimeUnit.SECONDS));
        assertEquals(1, service.exitValue());
        assertTrue(Files.readString(directory.resolve("log")).contains("not a place to listen"));
    }
}
