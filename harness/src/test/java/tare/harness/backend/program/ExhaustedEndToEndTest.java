package tare.harness.backend.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;

/** Launches where no file can be opened any more: a clear failure whatever step it hits. */
@Tag("kernel")
@Timeout(120)
class ExhaustedEndToEndTest {

    private static final int MOST_FREE = 24;

    /** Enough for a JVM with Tare's class path. */
    private static final String LIMIT = "--nofile=400:400";

    @TempDir Path top;

    @Test
    void isToldAndNothingLeaks() throws Exception {
        Needs.that(Files.isExecutable(Path.of("/usr/bin/prlimit")), "there is no prlimit");
        Path directory = Files.createDirectory(top.resolve("run"));
        Path program = FakeRuntime.good().write(top.resolve("runtime"), directory);
        Process process =
                new ProcessBuilder(
                                "/usr/bin/prlimit",
                                LIMIT,
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                ExhaustedMain.class.getName(),
                                directory.toString(),
                                program.toString(),
                                Integer.toString(MOST_FREE))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);

        List<String> outcomes = said.lines().filter(line -> line.startsWith("free ")).toList();
        assertEquals(MOST_FREE + 1, outcomes.size(), said);
        assertTrue(outcomes.get(0).startsWith("free 0 failed "), said);
        assertTrue(outcomes.get(MOST_FREE).startsWith("free 24 fine"), said);
        for (String outcome : outcomes) {
            assertTrue(outcome.contains("; descriptors 0; "), said);
            assertFalse(outcome.contains("NO REMEDY"), said);
            // What cannot be looked for cannot be said to be gone: then the journal keeps it.
            assertTrue(
                    outcome.endsWith("open 0") || outcome.contains("something is left"), outcome);
        }
        assertEquals(2, said.lines().filter("warm fine"::equals).count(), said);
        assertEquals(List.of(), MarkedProcesses.find("tare-x" + process.pid()));
    }
}
