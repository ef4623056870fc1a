package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.Metric;
import tare.results.model.RunState;

/** Three loads: many starts at 100 and 400 a second by Poisson, few at 200 in bursts. */
class StormFiguresTest {

    private static final int MANY = 2 * Digest.FEWEST_P99;

    private static RunReading storm(double idle) {
        SampleRuns runs = new SampleRuns(1, 1);
        // Not in the order of their rates: "90%" comes after "110%" by its letters.
        load(runs, "poisson", "110%", 400, MANY, 8e6, idle);
        load(runs, "poisson", "90%", 100, MANY, 2e6, 0.8);
        load(runs, "burst", "50%", 200, 20, 4e6, 0.7);
        runs.cell("storm", "process", Metric.STORM_SUSTAINED, Map.of("sla", "50ms"), one(100));
        runs.cell("storm", "process", Metric.STORM_CLOSED, Map.of(), one(420));
        runs.cell("storm", "process", Metric.STORM_ISSUED, Map.of(), one(9_000));
        return new RunReading(runs.run(RunState.COMPLETE));
    }

    private static void load(
            SampleRuns runs,
            String arrivals,
            String word,
            double rate,
            int count,
            double nanos,
            double idle) {
        Map<String, String> at = Map.of("arrivals", arrivals, "load", word);
        double[] latencies = new double[count];
        Arrays.fill(latencies, nanos);
        runs.cell("storm", "process", Metric.STORM_LATENCY, at, latencies);
        runs.cell("storm", "process", Metric.STORM_OFFERED, at, one(rate));
        runs.cell("storm", "process", Metric.STORM_FAILED, at, one(2), one(3));
        share(runs, at, "part", "idle", Metric.STORM_CPU, idle);
        share(runs, at, "part", "system", Metric.STORM_CPU, 0.6);
        share(runs, at, "resource", "memory", Metric.STORM_PRESSURE, 0.3);
    }

    private static void share(
            SampleRuns runs,
            Map<String, String> at,
            String name,
            String value,
            Metric metric,
            double share) {
        Map<String, String> parameters = new TreeMap<>(at);
        parameters.put(name, value);
        runs.cell("storm", "process", metric, parameters, one(share));
    }

    private static double[] one(double value) {
        return new double[] {value};
    }

    @Test
    void quantilesAreDrawnOverThePoissonRatesInTheirOrder() {
        List<Panel> panels = StormFigures.latencies(storm(0.05));
        assertEquals(2, panels.size());
        for (Panel panel : panels) {
            List<Point> points = ((Figure.Curves) panel.figure()).series().get(0).points();
            assertEquals(List.of(new Point(100, 2e6), new Point(400, 8e6)), points);
            assertEquals(2, panel.table().rows().size());
        }
    }

    @Test
    void aTailIsNotClaimedForFewStarts() {
        Table loads = StormFigures.loads(storm(0.05));
        assertEquals(
                List.of("process, poisson, 90%", "process, burst, 50%", "process, poisson, 110%"),
                loads.rows().stream().map(Table.Row::header).toList());
        List<String> burst = loads.rows().get(1).cells();
        assertEquals("n < " + Digest.FEWEST_P99, burst.get(3));
        assertTrue(burst.get(4).startsWith("n < "), burst.toString());
        assertEquals(Measure.COUNT.text(5), burst.get(6), "failures of all rounds");
        assertEquals(Measure.NONE, burst.get(9), "no launcher waited");
    }

    @Test
    void saysWhatRunsOutAtTheHighestLoad() {
        List<String> busy = StormFigures.sustained(storm(0.05)).rows().get(0).cells();
        assertEquals(Measure.COUNT.text(100), busy.get(0));
        assertEquals(Measure.COUNT.text(420), busy.get(1));
        assertEquals(Measure.COUNT.text(9_000), busy.get(2));
        assertEquals(
                "CPU, 60 % of it in the kernel; memory, waited for 30 % of the time", busy.get(3));
    }

    @Test
    void isLeftOutOfARunWithoutStorms() {
        RunReading other = new RunReading(SampleRuns.typical());
        assertEquals(List.of(), StormFigures.latencies(other));
        assertEquals(List.of(), StormFigures.sustained(other).rows());
        assertEquals(List.of(), StormFigures.loads(other).rows());
    }
}
