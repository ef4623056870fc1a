package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.results.file.ResultReader;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/** Ladders of runtimes, of a daemon and of a machine, by the programs themselves. */
@Tag("runtime")
class LaddersEndToEndTest {

    @TempDir private Path directory;

    private RunResult climb(String backend, String... more) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "run",
                                "ladder",
                                "--backend",
                                backend,
                                "--require",
                                backend,
                                "--rounds",
                                "1",
                                "--seed",
                                "5",
                                "--concurrent",
                                "--out",
                                "out",
                                "--set",
                                "ladder.launches=1"));
        words.addAll(List.of(more));
        TareProcess.Ended ended = new TareProcess(directory).run(words.toArray(String[]::new));
        assertEquals(0, ended.status(), ended.err() + ended.out());
        assertEquals(
                List.of(),
                Leftovers.found().stream()
                        .filter(left -> left.matches(".*(tare-[0-9a-f]{8}-|/runs/).*"))
                        .toList());
        return new ResultReader().read(directory.resolve("out/result.json")).result();
    }

    private static List<Cell> cells(RunResult result, Metric metric, String way) {
        return result.cells().stream()
                .filter(cell -> cell.key().metric() == metric)
                .filter(cell -> way.equals(cell.key().parameters().get("way")))
                .toList();
    }

    private static void assertMeasured(Cell cell) {
        assertTrue(cell.outcome() instanceof Outcome.Measured, cell.key() + ": " + cell.outcome());
    }

    private static void need(String program) {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "needs root");
        Needs.that(Executables.live().find(program).isPresent(), "needs " + program);
    }

    /** Every rung twice: alone, and while a crowd lives, which is gone at the end. */
    @Test
    void itIsClimbedBesideACrowdToo() throws Exception {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "needs root");
        RunResult result = climb("namespace", "--set", "ladder.beside=30");
        List<Cell> times = cells(result, Metric.LADDER_TIME, "forward");
        List<Cell> beside =
                times.stream()
                        .filter(cell -> "30".equals(cell.key().parameters().get("beside")))
                        .toList();
        assertEquals(times.size(), 2 * beside.size());
        beside.forEach(LaddersEndToEndTest::assertMeasured);
        assertTrue(Files.readString(directory.resolve("out/report.html")).contains("beside 30"));
    }

    /** None and each layer; then all but each. */
    @ParameterizedTest
    @CsvSource({"crun,crun,12,12", "runc,runc,12,12", "docker,dockerd,13,13"})
    void aContainerIsTakenApart(String backend, String program, int layers, int apart)
            throws Exception {
        need(program);
        assertClimbed(climb(backend), layers, apart);
    }

    @Test
    void aMachineIsTakenApart() throws Exception {
        need("qemu-system-x86_64");
        RunResult result = climb("qemu:microvm-tcg");
        assertClimbed(result, 7, 5);
        double kernel = middle(result, "kernel");
        // By far, and in this order on whatever host.
        assertTrue(kernel > 2 * middle(result, "firmware"), () -> result.cells().toString());
        assertTrue(kernel > 2 * middle(result, "none"), () -> result.cells().toString());
    }

    private static double middle(RunResult result, String layer) {
        return cells(result, Metric.LADDER_TIME, "forward").stream()
                .filter(cell -> layer.equals(cell.key().parameters().get("layer")))
                .map(cell -> ((Outcome.Measured) cell.outcome()).summary().p50())
                .findFirst()
                .orElseThrow();
    }

    private static void assertClimbed(RunResult result, int layers, int apart) {
        List<Cell> forward = cells(result, Metric.LADDER_TIME, "forward");
        List<Cell> without = cells(result, Metric.LADDER_TIME, "without");
        Stream.concat(forward.stream(), without.stream())
                .forEach(LaddersEndToEndTest::assertMeasured);
        assertEquals(layers + 1, forward.size());
        assertEquals(apart, without.size());
        assertEquals(layers, cells(result, Metric.LADDER_COST, "forward").size());
        assertEquals(apart, cells(result, Metric.LADDER_INTERACTION, "without").size());
    }
}
