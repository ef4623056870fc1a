package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

class MotionFiguresTest {

    @Test
    void showsEachPolicyAndWhichNoOtherBeats() {
        Panel frontier = MotionFigures.frontier(new RunReading(simulated())).orElseThrow();

        assertEquals(
                List.of("190.00", "26000", "5.000", "0.0600", "3.000", "5.700"),
                frontier.table().rows().get(0).cells());
        Figure.Curves curves = (Figure.Curves) frontier.figure();
        assertEquals(3, curves.series().size());
        assertTrue(curves.series().get(0).points().contains(new Point(190, 3)));
        String spoken = curves.heading().description();
        assertTrue(spoken.contains("THR-MMT-0.8") && spoken.contains("LR-MMT-1.2"), spoken);
        assertFalse(spoken.contains("DVFS"), spoken);
    }

    @Test
    void showsTheCourseOfTheDay() {
        Panel active = MotionFigures.active(new RunReading(simulated())).orElseThrow();

        assertEquals(List.of("75", "50", "100"), active.table().rows().get(0).cells());
        assertEquals(
                List.of(new Point(1 / 12.0, 100), new Point(2 / 12.0, 50)),
                ((Figure.Curves) active.figure()).series().get(0).points());
        Panel load = MotionFigures.load(new RunReading(simulated())).orElseThrow();
        assertEquals("60.0\u00a0%", load.table().rows().get(0).cells().get(0));
    }

    @Test
    void standsOnThePageAndIsLeftOutOfOthers() {
        String page = new ReportPage().render(simulated());
        for (String id : List.of("motion-frontier", "motion-active", "motion-load")) {
            assertTrue(page.contains(id), id);
        }
        RunReading other = new RunReading(SampleRuns.typical());
        assertTrue(MotionFigures.frontier(other).isEmpty());
        assertTrue(MotionFigures.active(other).isEmpty());
        assertTrue(MotionFigures.load(other).isEmpty());
    }

    private static RunResult simulated() {
        List<Cell> cells = new ArrayList<>();
        day(cells, "THR-MMT-0.8", 190, 3e-5);
        day(cells, "LR-MMT-1.2", 160, 4e-5);
        day(cells, "DVFS", 800, 3.5e-5);
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
                        List.of("vm"),
                        1,
                        new TreeMap<>(),
                        List.of()),
                cells,
                List.of());
    }

    private static void day(List<Cell> cells, String policy, double energy, double slav) {
        cells.add(cell(policy, Metric.FLEET_ENERGY, energy));
        cells.add(cell(policy, Metric.FLEET_MIGRATIONS, 26000));
        cells.add(cell(policy, Metric.FLEET_SLATAH, 0.05));
        cells.add(cell(policy, Metric.FLEET_PDM, 0.0006));
        cells.add(cell(policy, Metric.FLEET_SLAV, slav));
        cells.add(cell(policy, Metric.FLEET_ESV, energy * slav));
        cells.add(cell(policy, Metric.FLEET_ACTIVE, 100, 50));
        cells.add(cell(policy, Metric.FLEET_LOAD, 0.5, 0.7));
    }

    private static Cell cell(String policy, Metric metric, double... values) {
        return new Cell(
                CellKey.of("simulate", "vm", "days", metric)
                        .with("policy", policy)
                        .with("edition", "cloudsim-3.0.3"),
                BackendClass.VM,
                1,
                new TreeSet<>(List.of(Label.SIMULATED)),
                "",
                SampleRuns.measured(new double[][] {values}));
    }
}
