package tare.harness.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Kernel;
import tare.results.failure.OutputError;

@Tag("kernel")
class HostProgramsTest {

    /** Says that it is there, then reads a pipe that nobody writes to. */
    private static final String WAITING =
            "trap 'echo asked; exit 3' INT; exec 3<>\"$2\"; : >\"$1\"; read x <&3";

    @TempDir private Path directory;

    private final HostPrograms programs = new HostPrograms(Executables.live(), new Kernel());

    private Programs.Ended run(Duration bound, String... command) {
        return programs.run(
                new Programs.Request(
                        List.of(command),
                        Map.of("WORD", "from the environment"),
                        bound,
                        directory.resolve("log")));
    }

    @Test
    void givesWhatAProgramSaysAndKeepsIt() throws IOException {
        run(Duration.ofSeconds(60), "/bin/sh", "-c", "echo earlier");
        Programs.Ended ended =
                run(Duration.ofSeconds(60), "/bin/sh", "-c", "echo $WORD; echo bad >&2; exit 4");
        assertEquals(new Programs.Ended(4, true, "from the environment\nbad\n"), ended);
        String log = Files.readString(directory.resolve("log"));
        assertTrue(log.startsWith("# /bin/sh -c echo earlier\nearlier\n# /bin/sh"), log);
    }

    @Test
    void endsWhatTakesTooLong() throws IOException, InterruptedException {
        Programs.Ended ended = waiting(Duration.ofMillis(1));
        assertFalse(ended.inTime());
    }

    @Test
    void asksForTheEndAndStartsNothingAnyMore() throws Exception {
        CompletableFuture<Programs.Ended> ended =
                CompletableFuture.supplyAsync(() -> waiting(Duration.ofSeconds(60)));
        Path there = directory.resolve("there");
        java.util.concurrent.CountDownLatch never = new java.util.concurrent.CountDownLatch(1);
        for (int i = 0; i < 1000 && !Files.exists(there); i++) {
            never.await(20, TimeUnit.MILLISECONDS);
        }
        programs.interrupt();
        assertEquals(new Programs.Ended(3, true, "asked\n"), ended.get(60, TimeUnit.SECONDS));
        assertEquals(130, run(Duration.ofSeconds(60), "/bin/true").status());
    }

    @Test
    void saysWhatCannotBeStarted() {
        String missing = directory.resolve("missing").toString();
        OutputError e = assertThrows(OutputError.class, () -> run(Duration.ofSeconds(60), missing));
        assertEquals(missing, e.where());
    }

    private Programs.Ended waiting(Duration bound) {
        Path fifo = directory.resolve("fifo");
        try {
            assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return run(
                bound,
                "/bin/sh",
                "-c",
                WAITING,
                "sh",
                directory.resolve("there").toString(),
                fifo.toString());
    }
}
