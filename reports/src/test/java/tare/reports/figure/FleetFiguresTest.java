package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.reports.page.ReportPage;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;

class FleetFiguresTest {

    @Test
    void showsHostsWithTheirBoundAndWhatTheyHold() {
        RunReading reading = new RunReading(simulated());

        Panel hosts = FleetFigures.hosts(reading).orElseThrow();
        Figure.Bar bar = ((Figure.Bars) hosts.figure()).bars().get(0);
        assertEquals("runc, best-fit", bar.name());
        assertEquals(OptionalDouble.of(20), bar.mark());
        assertEquals(
                List.of("best-fit", "21", "19 to 24", "20", "5.00\u00a0%", "0"),
                hosts.table().rows().get(0).cells());
        Panel shares = FleetFigures.shares(reading).orElseThrow();
        assertEquals(
                List.of("best-fit", "90.0\u00a0%", "4.00\u00a0%", "50.0\u00a0%", "2.00\u00a0%"),
                shares.table().rows().get(0).cells());
    }

    @Test
    void showsGrowthWhereThereAreSizes() {
        Panel growth = FleetFigures.growth(new RunReading(simulated())).orElseThrow();

        assertEquals(
                List.of(new Point(0.1, 3), new Point(1, 21)),
                ((Figure.Curves) growth.figure()).series().get(0).points());
        assertEquals(2, growth.table().rows().size());
    }

    @Test
    void standsOnThePageAndIsLeftOutOfOthers() {
        String page = new ReportPage().render(simulated());
        for (String id : List.of("fleet-hosts", "fleet-shares", "fleet-growth")) {
            assertTrue(page.contains(id), id);
        }
        RunReading other = new RunReading(SampleRuns.typical());
        assertTrue(FleetFigures.hosts(other).isEmpty());
        assertTrue(FleetFigures.shares(other).isEmpty());
        assertTrue(FleetFigures.growth(other).isEmpty());
    }

    private static RunResult simulated() {
        CellKey hosts = key(Metric.FLEET_HOSTS);
        List<Cell> cells =
                List.of(
                        cell(hosts, 21),
                        cell(hosts.with("growth", "0.1"), 3),
                        cell(hosts.with("layer", "machines"), 80),
                        cell(hosts.with("overhead", "high"), 24),
                        cell(hosts.with("overhead", "low"), 19),
                        cell(key(Metric.FLEET_BOUND), 20),
                        cell(key(Metric.FLEET_REJECTED), 0),
                        cell(key(Metric.FLEET_UTILISATION).with("resource", "cpu"), 0.5),
                        cell(key(Metric.FLEET_UTILISATION).with("resource", "memory"), 0.9),
                        cell(key(Metric.FLEET_STRANDED).with("resource", "cpu"), 0.02),
                        cell(key(Metric.FLEET_STRANDED).with("resource", "memory"), 0.04));
        return new RunResult(
                "id",
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("none", new TreeMap<>()),
                new Plan(
                        1,
                        "quick",
                        List.of("simulate"),
                        List.of("runc"),
                        1,
                        new TreeMap<>(),
                        List.of()),
                cells,
                List.of());
    }

    private static CellKey key(Metric metric) {
        return CellKey.of("simulate", "runc", "consolidation", metric).with("policy", "best-fit");
    }

    private static Cell cell(CellKey key, double value) {
        return new Cell(
                key,
                BackendClass.CONTAINER,
                1,
                new TreeSet<>(List.of(Label.SIMULATED, Label.PUBLISHED)),
                "",
                SampleRuns.measured(new double[][] {{value}}));
    }
}
