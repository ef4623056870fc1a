package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.Metric;
import tare.results.model.RunState;

/** A crowd whose second half starts three times as slowly, and each of which takes 600,000 B. */
class CrowdFiguresTest {

    private static final int STARTS = 100;
    private static final double FAST = 1e6;
    private static final double SLOW = 3e6;
    private static final double BYTES = 600_000;
    private static final double HOST = 20e9;

    private final RunReading reading = new RunReading(crowd().run(RunState.COMPLETE));

    private static SampleRuns crowd() {
        double[] first = new double[STARTS];
        Arrays.fill(first, 0, STARTS / 2, FAST);
        Arrays.fill(first, STARTS / 2, STARTS, SLOW);
        double[] second = new double[STARTS];
        Arrays.fill(second, 1e9);
        SampleRuns runs =
                new SampleRuns(2, 1)
                        .cell("density", "namespace", Metric.STAGE_READY, Map.of(), first, second)
                        .cell("density", "namespace", Metric.DENSITY_INSTANCES, Map.of(), one(100))
                        .cell("density", "namespace", Metric.STAGE_STOPPED, Map.of(), one(7e8))
                        .cell(
                                "density",
                                "namespace",
                                Metric.DENSITY_LIMIT,
                                Map.of("limit", "memory-floor"),
                                one(1));
        for (int live : new int[] {0, 50, 100}) {
            runs.cell(
                    "density",
                    "namespace",
                    Metric.MEMORY_AVAILABLE,
                    Map.of("instances", Integer.toString(live)),
                    one(HOST - live * BYTES));
        }
        return runs;
    }

    private static double[] one(double value) {
        return new double[] {value};
    }

    /** A third is in processes, half in the kernel; the rest nobody explains. */
    @Test
    void memoryIsReconciled() {
        assertTrue(CrowdAccounts.of(reading).rows().isEmpty(), "not all accounts were read");
        SampleRuns runs = crowd();
        for (int live : new int[] {0, 100}) {
            Map<String, String> at = Map.of("instances", Integer.toString(live));
            runs.cell("density", "namespace", Metric.MEMORY_PSS, at, one(9e7 + live * BYTES / 3));
            runs.cell(
                    "density", "namespace", Metric.MEMORY_KERNEL, at, one(2e8 + live * BYTES / 2));
        }
        runs.cell("density", "namespace", Metric.MEMORY_RESIDUAL, Map.of(), one(BYTES / 6));
        Table.Row row = CrowdAccounts.of(new RunReading(runs.run(RunState.COMPLETE))).rows().get(0);
        assertEquals(
                List.of(
                        "100",
                        Measure.BYTES.text(BYTES),
                        Measure.BYTES.text(BYTES / 3),
                        Measure.BYTES.text(BYTES / 2),
                        Measure.BYTES.text(BYTES / 6),
                        Measure.NONE),
                row.cells());
    }

    @Test
    void startsAreDrawnOverThoseThatLiveAlready() {
        Panel panel = CrowdFigures.starts(reading).orElseThrow();
        List<Point> points = ((Figure.Curves) panel.figure()).series().get(0).points();
        assertEquals(FAST, points.get(0).y());
        assertEquals(SLOW, points.get(points.size() - 1).y());
        for (Point point : points) {
            assertTrue(point.x() > 0 && point.x() < STARTS, point.toString());
            assertTrue(point.y() == FAST || point.y() == SLOW, "a later round counts: " + point);
        }
        int counted =
                panel.table().rows().stream()
                        .mapToInt(row -> Integer.parseInt(row.cells().get(3)))
                        .sum();
        assertEquals(STARTS, counted, "each start is in one row");
    }

    @Test
    void memoryIsTheSlopeOfWhatTheHostLoses() {
        Panel panel = CrowdFigures.memory(reading).orElseThrow();
        Figure.Line line = ((Figure.Fit) panel.figure()).lines().get(0);
        assertEquals(BYTES, line.slope(), 1);
        assertEquals(List.of(0.0, 50.0, 100.0), line.points().stream().map(Point::x).toList());
        assertEquals(0, line.points().get(0).y(), "nothing is lost to none");
    }

    @Test
    void theTableSaysHowManyAndWhyNoMore() {
        Table.Row row = CrowdFigures.crowds(reading).rows().get(0);
        assertEquals(
                List.of(
                        Measure.COUNT.text(100),
                        "memory-floor",
                        Measure.BYTES.text(BYTES),
                        Measure.NANOS.text((FAST + SLOW) / 2),
                        Measure.NANOS.text(SLOW),
                        Measure.NANOS.text(7e8)),
                row.cells());
    }

    @Test
    void isLeftOutOfARunWithoutCrowds() {
        RunReading other = new RunReading(SampleRuns.typical());
        assertTrue(CrowdFigures.starts(other).isEmpty());
        assertTrue(CrowdFigures.memory(other).isEmpty());
        assertEquals(List.of(), CrowdFigures.crowds(other).rows());
    }
}
