package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Metric;
import tare.results.model.RunState;

class MemoryFiguresTest {

    private static final double BYTES = 600_000;

    private final RunReading reading =
            new RunReading(
                    new SampleRuns(10, 1)
                            .memory("namespace", BackendClass.CONTAINER, BYTES)
                            .run(RunState.COMPLETE));

    @Test
    void theLineIsFittedToGrowthOverNoInstances() {
        Panel panel = MemoryFigures.slope(reading).orElseThrow();
        Figure.Line line = ((Figure.Fit) panel.figure()).lines().get(0);
        assertEquals(BYTES, line.slope(), 0.02 * BYTES);
        assertEquals(40, line.points().size());
        assertTrue(line.points().contains(new Point(0, 0)));
    }

    /** Cells of a second ladder, with pages merged, stand in a table of their own. */
    @Test
    void mergedMemoryIsToldApart() {
        SampleRuns runs = new SampleRuns(10, 1).memory("process", BackendClass.PROCESS, BYTES);
        assertTrue(MergedTable.of(new RunReading(runs.run(RunState.COMPLETE))).rows().isEmpty());
        double[] half = {BYTES / 2};
        Map<String, String> on = Map.of("ksm", "on");
        runs.cell("footprint", "process", Metric.MEMORY_INSTANCE, on, half);
        for (int count : new int[] {50, 200}) {
            Map<String, String> at = Map.of("ksm", "on", "instances", Integer.toString(count));
            runs.cell("footprint", "process", Metric.MEMORY_CGROUP, at, new double[] {count});
            double[] saved = {count * BYTES / 2};
            runs.cell("footprint", "process", Metric.MEMORY_MERGED, at, saved);
        }
        RunReading merged = new RunReading(runs.run(RunState.COMPLETE));
        Table.Row row = MergedTable.of(merged).rows().get(0);
        assertTrue(row.cells().get(0).matches("0\\.5[5-9]\\d.MiB"), row.toString());
        assertTrue(row.cells().get(1).matches("0\\.286.MiB.*"), row.toString());
        assertEquals("57.2 MiB", row.cells().get(2).replace('\u00a0', ' '), row.toString());
        assertEquals("200", row.cells().get(3));
        Figure.Fit fit = (Figure.Fit) MemoryFigures.slope(merged).orElseThrow().figure();
        assertEquals(BYTES, fit.lines().get(0).slope(), 0.02 * BYTES, "those are not among them");
    }

    @Test
    void memoryThatIsLeftCostsByFalling() {
        Table.Row row = MemoryFigures.perInstance(reading).rows().get(0);
        assertTrue(row.cells().get(2).matches("0\\.5[5-9]\\d.MiB"), row.toString());
    }
}
