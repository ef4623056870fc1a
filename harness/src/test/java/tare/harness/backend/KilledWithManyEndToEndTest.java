package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.CleanReport;
import tare.harness.journal.Cleaner;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;

/**
 * SIGKILL of Tare with many instances of a runtime alive and one more in the making: the cleaner
 * finishes all of it.
 */
@Tag("runtime")
class KilledWithManyEndToEndTest {

    private static final int MANY = System.getenv("TARE_FULL") == null ? 30 : 200;

    private static final int CLONES = System.getenv("TARE_FULL") == null ? 8 : 64;

    /** The kill comes in the midst of a launch or an end that follows so many others. */
    private static final int MORE = 3;

    @TempDir Path directory;

    @Test
    void theCleanerFinishesRunc() throws IOException, InterruptedException {
        finishes("runc", MANY);
    }

    /** Machines do not notice that Tare is gone; their parent's memory goes with the last. */
    @Test
    void theCleanerFinishesForkedGuests() throws IOException, InterruptedException {
        finishes("qemu-fork", CLONES);
    }

    private void finishes(String key, int many) throws IOException, InterruptedException {
        String runId = "many" + ProcessHandle.current().pid();
        String mark = "tare-" + runId;
        StateDirectory state = StateDirectory.open(directory.resolve("tare"));
        Process process = start(state, runId, key, many);
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            String availability = await(output, "availability ");
            Needs.that(availability.startsWith("Available"), availability);
            assertEquals(Integer.toString(many), await(output, "alive "));
            for (int i = 0; i < MORE; i++) {
                await(output, "more ");
            }
            assertNotEquals(0, HostCount.now(mark).get("cgroups"));
        } finally {
            process.destroyForcibly().waitFor();
        }

        Cleaner cleaner = new Cleaner(state, new Kernel(), MonotonicClock.system());
        assertEquals(List.of(), cleaner.clean().failed());

        assertEquals(List.of(), MarkedProcesses.find(mark));
        assertEquals(0, HostCount.now(mark).get("cgroups"));
        try (Stream<Path> left = Files.walk(directory)) {
            assertEquals(
                    List.of(),
                    left.filter(path -> path.toString().contains(runId)).toList(),
                    "state, bundles, roots");
        }
        assertEquals(new CleanReport(List.of(), List.of(), List.of()), cleaner.clean(), "again");
    }

    private static Process start(StateDirectory state, String runId, String key, int many)
            throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyLaunchingMain.class.getName(),
                        state.path().toString(),
                        runId,
                        key,
                        Integer.toString(many))
                .redirectErrorStream(true)
                .start();
    }

    private static String await(BufferedReader output, String word) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(word)) {
                return line.substring(word.length());
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("no line " + word + " in: " + seen);
    }
}
