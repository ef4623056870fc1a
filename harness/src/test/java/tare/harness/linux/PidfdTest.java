package tare.harness.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("kernel")
class PidfdTest {

    private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

    private final Kernel kernel = new Kernel();

    @Test
    void killsAndSeesTheEnd() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sleep", "60").start();
        try (Pidfd handle = Pidfd.open(kernel, (int) process.pid()).orElseThrow()) {
            assertFalse(handle.awaitExit(0));
            assertTrue(handle.signal(Pidfd.SIGKILL));
            assertTrue(handle.awaitExit(PATIENCE));
        }
        assertEquals(128 + 9, process.waitFor());
    }

    @Test
    void isEmptyForNoProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        assertTrue(Pidfd.open(kernel, (int) process.pid()).isEmpty());
        assertTrue(ProcessIdentity.of((int) process.pid()).isEmpty());
    }

    @Test
    void readsTheStartTimeOfProcessesWithOddNames(@TempDir Path proc) throws IOException {
        Path directory = Files.createDirectory(proc.resolve("7"));
        Files.writeString(
                directory.resolve("stat"),
                "7 (a) b) Z) S 1 7 7 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 1 0 4711 1 1 1\n");
        assertEquals(
                new ProcessIdentity(7, 4711, false), ProcessIdentity.read(proc, 7).orElseThrow());
    }
}
