package tare.harness.backend.recorder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.LaunchException;
import tare.workloads.stamp.Stamp;

class RecorderTest {

    private static final Path SHELL = Path.of("/bin/sh");

    @TempDir Path directory;

    @Test
    void shimAndRuntimeWriteToOneLogAndBecomeThemselves() throws Exception {
        Recorder recorder = Recorder.make(directory.resolve("recorder"), SHELL, SHELL);
        run(recorder.search().resolve(Recorder.SHIM), "exit 3", 3);
        long between = recorder.log().end();
        run(recorder.runtime(), "exit 4", 4);
        List<Stamp.Call> all = recorder.log().since(0).all();
        assertEquals(2, all.size());
        assertTrue(all.get(0).nanos() < all.get(1).nanos());
        assertEquals(all.subList(1, 2), recorder.log().since(between).all());
        assertEquals("exit 4", all.get(1).arguments().get(2));
    }

    private static void run(Path program, String script, int status) throws Exception {
        Process process = new ProcessBuilder(program.toString(), "-c", script).start();
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        assertEquals(status, process.exitValue());
    }

    /** Whatever is found there may not be started in the shim's place. */
    @Test
    void theDirectoryOfThePathHoldsTheShimAlone() throws IOException {
        Recorder recorder = Recorder.make(directory.resolve("recorder"), SHELL, SHELL);
        try (var files = Files.list(recorder.search())) {
            assertEquals(
                    List.of(Recorder.SHIM), files.map(f -> f.getFileName().toString()).toList());
        }
    }

    @Test
    void aLogThatIsGoneIsAFailureWithAName() {
        CallLog log = new CallLog(directory.resolve("absent"));
        assertThrows(LaunchException.class, log::end);
        assertThrows(LaunchException.class, () -> log.since(0));
    }
}
