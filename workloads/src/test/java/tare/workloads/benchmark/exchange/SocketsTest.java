package tare.workloads.benchmark.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.workloads.Need;
import tare.workloads.benchmark.instance.GivenPlaces;
import tare.workloads.benchmark.instance.Lack;
import tare.workloads.benchmark.instance.Requirement;

@Tag("kernel")
@Timeout(30)
@SuppressWarnings("try") // what is given is taken back
class SocketsTest {

    @TempDir Path directory;

    @Test
    void answersOverTcp() throws IOException {
        try (Exchange exchange = Sockets.tcp(100_000)) {
            assertEquals(0, exchange.turn());
            assertEquals(0, exchange.turn());
        }
    }

    @Test
    void answersOverAUnixSocketWhoseFileIsGone() throws IOException {
        try (GivenPlaces places = GivenPlaces.at(directory);
                Exchange exchange = Sockets.unix(100_000)) {
            assertEquals(0, directory.toFile().list().length);
            assertEquals(0, exchange.turn());
            assertEquals(0, exchange.turn());
        }
    }

    @Test
    void aPathTooLongForAnAddressIsNamed() throws IOException {
        Path deep = Files.createDirectory(directory.resolve("x".repeat(120)));
        try (GivenPlaces places = GivenPlaces.at(deep)) {
            IllegalStateException thrown =
                    assertThrows(IllegalStateException.class, () -> Sockets.unix(1));

            Lack lack = Lack.behind(thrown).orElseThrow(() -> thrown);
            assertEquals(Requirement.UNIX_SOCKETS, lack.requirement());
        }
        assertEquals(0, deep.toFile().list().length);
    }

    @Test
    void anInstanceWithoutLoopbackIsNamed() throws Exception {
        Need.command("unshare");
        Need.that(System.getProperty("user.name").equals("root"), "a namespace needs root");
        Process process =
                new ProcessBuilder(
                                "unshare",
                                "-n",
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Connecting.class.getName())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();

        Lack lack = Lack.in(said).orElseThrow(() -> new AssertionError(said));
        assertEquals(Requirement.LOOPBACK, lack.requirement());
    }

    /** What runs where there is no loopback. */
    static final class Connecting {
        private Connecting() {}

        public static void main(String[] arguments) throws IOException {
            Sockets.tcp(1).close();
        }
    }
}
