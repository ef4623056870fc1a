package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.file.ResultReader;
import tare.results.gate.Arms;
import tare.results.model.RunResult;

/** Two sides in one run, as a user types it. */
@Tag("kernel")
class GateArmsEndToEndTest {

    @TempDir private Path directory;

    @Test
    void theSidesTakeTurnsAndTheResultCanBeJudgedAgain() throws IOException, InterruptedException {
        TareProcess tare = new TareProcess(directory);
        TareProcess.Ended ended =
                tare.run(
                        "gate",
                        "--a",
                        "process",
                        "--b",
                        "process",
                        "--rounds",
                        "2",
                        "--concurrent",
                        "--out",
                        "out");
        // Two rounds can show nothing, whatever the host does.
        assertEquals(3, ended.status(), ended.err());
        assertTrue(ended.out().contains("too few rounds"), ended.out());
        Path file = directory.resolve("out/result.json");
        RunResult result = new ResultReader().read(file).result();
        for (String arm : Arms.NAMES) {
            assertTrue(
                    result.cells().stream()
                            .anyMatch(
                                    cell ->
                                            cell.key().backend().equals("process")
                                                    && arm.equals(
                                                            cell.key()
                                                                    .parameters()
                                                                    .get(Arms.PARAMETER))),
                    arm);
        }
        assertEquals(6, result.plan().steps().size());
        assertEquals(3, tare.run("gate", file.toString()).status());
    }

    @Test
    void sidesThatAreNotThereAreRefused() throws IOException, InterruptedException {
        for (List<String> wrong :
                List.of(
                        List.of("--a", "runc=/nonexistent/runc", "--b", "runc=/bin/true"),
                        List.of("--a", "process", "--b", "process", "--budget", "soon"),
                        List.of("--a", "nothing", "--b", "nothing", "--concurrent"))) {
            List<String> words = new java.util.ArrayList<>(List.of("gate"));
            words.addAll(wrong);
            TareProcess.Ended ended = new TareProcess(directory).run(words.toArray(String[]::new));
            assertEquals(2, ended.status(), wrong + ": " + ended.err());
        }
    }
}
