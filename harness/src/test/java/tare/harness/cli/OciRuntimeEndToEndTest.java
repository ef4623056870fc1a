package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.results.file.ResultReader;
import tare.results.model.Outcome;

/** {@code --oci-runtime} as a user types it. */
@Tag("runtime")
class OciRuntimeEndToEndTest {

    @TempDir private Path directory;

    @Test
    void isMeasuredByItsKeyAndKeptInThePlan() throws IOException, InterruptedException {
        Path runc = Executables.live().find("runc").orElse(Path.of("absent"));
        Needs.that(runc.isAbsolute(), "there is no runc to call otherwise");
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "no root");
        TareProcess.Ended ended =
                run(
                        "boot",
                        "--backend",
                        "oci:my-runc",
                        "--oci-runtime",
                        "my-runc=" + runc,
                        "--out",
                        "out",
                        "--rounds",
                        "1",
                        "--set",
                        "boot.launches=3",
                        "--set",
                        "boot.calibrations=1");
        assertEquals(0, ended.status(), ended.err());
        var result = new ResultReader().read(directory.resolve("out/result.json")).result();
        assertEquals(runc.toString(), result.plan().parameters().get("backend.oci.my-runc"));
        assertTrue(
                result.cells().stream()
                        .anyMatch(
                                cell ->
                                        cell.key().backend().equals("oci:my-runc")
                                                && cell.outcome() instanceof Outcome.Measured));
    }

    @Test
    void badOnesAreUsageErrors() throws IOException, InterruptedException {
        for (List<String> wrong :
                List.of(
                        List.of("--oci-runtime", "x=/nonexistent/x"),
                        List.of("--oci-runtime", "x=/bin/true", "--oci-runtime", "x=/bin/false"),
                        List.of("--oci-runtime", "x=/bin/true", "--set", "backend.oci.x=/bin/true"),
                        List.of("--oci-runtime", "runc=/bin/true"))) {
            List<String> words = new ArrayList<>(List.of("--backend", "process"));
            words.addAll(wrong);
            TareProcess.Ended ended = run(words.toArray(String[]::new));
            assertEquals(2, ended.status(), wrong + ": " + ended.err());
            assertTrue(ended.err().contains("runtime"), ended.err());
        }
    }

    private TareProcess.Ended run(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("run", "--concurrent"));
        all.addAll(List.of(words));
        return new TareProcess(directory).run(all.toArray(String[]::new));
    }
}
