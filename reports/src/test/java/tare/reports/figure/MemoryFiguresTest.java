package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
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

    @Test
    void memoryThatIsLeftCostsByFalling() {
        Table.Row row = MemoryFigures.perInstance(reading).rows().get(0);
        assertTrue(row.cells().get(2).matches("0\\.5[5-9]\\d.MiB"), row.toString());
    }
}
