package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.file.ResultWriter;
import tare.results.file.Summaries;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Tool;

/** A valid file that does not fit into the memory there is: said as such, by each command. */
class LargeResultEndToEndTest {

    private static final int SAMPLES = 1_500_000;

    @TempDir private Path directory;

    @Test
    void isValidWhereThereIsMemoryAndElseSaysWhatToDo() throws IOException, InterruptedException {
        Path large = directory.resolve("large.json");
        new ResultWriter().write(result(), large);
        Path copy = Files.copy(large, directory.resolve("copy.json"));
        TareProcess tare = new TareProcess(directory);

        TareProcess.Ended valid = tare.withHeap("600m").run("validate", large.toString());
        assertEquals(0, valid.status(), valid.out() + valid.err());

        TareProcess small = tare.withHeap("40m");
        says(large, small.run("validate", large.toString()));
        says(large, small.run("report", large.toString(), "--out", "page.html"));
        says(large, small.run("compare", large.toString(), copy.toString()));
        says(large, small.run("merge", large.toString(), copy.toString(), "--out", "both.json"));
        assertFalse(Files.exists(directory.resolve("both.json")));
    }

    private static void says(Path file, TareProcess.Ended ended) {
        String said = ended.out() + ended.err();
        assertEquals(5, ended.status(), said);
        assertTrue(said.contains(file.toString()), said);
        assertTrue(said.contains("MiB that Java may use"), said);
        assertTrue(said.contains("JAVA_TOOL_OPTIONS=-Xmx"), said);
        assertFalse(said.contains("bug"), said);
    }

    private static RunResult result() {
        SplittableRandom random = new SplittableRandom(1);
        List<Round> rounds =
                List.of(new Round(0, 0, new Samples(random.doubles(SAMPLES, 1, 1e9).toArray())));
        Cell cell =
                new Cell(
                        CellKey.of("boot", "runc", "probe", Metric.STAGE_READY),
                        BackendClass.CONTAINER,
                        1,
                        new TreeSet<>(),
                        "pipe",
                        new Outcome.Measured(rounds, Summaries.of(rounds)));
        Plan plan =
                new Plan(
                        1,
                        "quick",
                        List.of("boot"),
                        List.of("runc"),
                        1,
                        new TreeMap<>(),
                        List.of());
        return new RunResult(
                ResultWriter.id(plan, List.of(cell)),
                "2026-11-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("ab".repeat(32), new TreeMap<>()),
                plan,
                List.of(cell),
                List.of());
    }
}
