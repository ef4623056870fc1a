package tare.harness.backend.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Line;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Program;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;

/** A program in the place of the probe, spoken to over the line. */
@Tag("kernel")
class ProgramEndToEndTest {

    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** Answers the first byte, then sends back whatever comes. */
    private static final String ECHO =
            "printf R; dd bs=1 count=1 status=none >&2; printf P; exec cat";

    @TempDir private Path directory;

    @Test
    void speaksOverTheLine() {
        Program program =
                new Program(
                        Path.of("/bin/sh"),
                        List.of("-c", ECHO),
                        List.of("PATH=/usr/bin:/bin"),
                        List.of(),
                        new TreeMap<>());
        BackendContext context =
                new BackendContext("line", MonotonicClock.system(), new MemoryJournal(), directory);
        try (Backend backend = Registry.embedded().open("process", context)) {
            Instance instance =
                    backend.prepare(InstanceSpec.named("echo").running(program)).start();
            instance.awaitReady();
            instance.afterReady();
            assertTrue(instance.ping());
            Line line = instance.line().orElseThrow();
            byte[] sent = "ab".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            assertArrayEquals(sent, echo(line, sent));
            assertEquals(0, line.read(sent, 0, 1, 0));
            instance.close();
            assertTrue(instance.line().isEmpty());
            assertEquals(-1, line.read(sent, 0, 1, PATIENCE_NANOS));
            assertFalse(line.write(sent, 0, 1), "nobody is there");
        }
    }

    private static byte[] echo(Line line, byte[] sent) {
        Thread writer = new Thread(() -> line.write(sent, 0, sent.length));
        writer.start();
        byte[] received = new byte[sent.length];
        int count = 0;
        while (count < sent.length) {
            int some = line.read(received, count, sent.length - count, PATIENCE_NANOS);
            assertTrue(some > 0, "after " + count + " bytes: " + some);
            count += some;
        }
        return received;
    }
}
