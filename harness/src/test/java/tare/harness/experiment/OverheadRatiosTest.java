package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Summary;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

class OverheadRatiosTest {

    private static Cell cell(CellKey key, Set<Label> labels, double[]... rounds) {
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds.length; i++) {
            if (rounds[i].length > 0) {
                all.add(new Round(i, 0, new Samples(rounds[i])));
            }
        }
        double first = all.get(0).samples().values()[0];
        return new Cell(
                key,
                BackendClass.CONTAINER,
                1,
                new TreeSet<>(labels),
                "pipe",
                new Outcome.Measured(
                        all,
                        new Summary(9, first, first, first, first, first, first, first, "test")));
    }

    private static Cell score(String backend, double[]... rounds) {
        CellKey key = CellKey.of(Overhead.NAME, backend, "linpack", Metric.OVERHEAD_SCORE);
        return cell(key.with("n", "300"), Set.of(), rounds);
    }

    private static RunResult result(Cell... cells) {
        return new RunResult(
                "id",
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("", new TreeMap<>()),
                new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                List.of(cells),
                List.of());
    }

    private static double[] of(double... values) {
        return values;
    }

    @Test
    void eachRoundIsComparedWithItsOwnBaseline() {
        List<Finding> ratios =
                OverheadRatios.of(
                        result(
                                score("process", of(1, 2, 9), of(4), of(), of(8)),
                                score("runc", of(3, 3, 3), of(2), of(7))));

        assertEquals(2, ratios.size(), "rounds that both have");
        Finding.Found first = (Finding.Found) ratios.get(0);
        assertEquals(Metric.OVERHEAD_RATIO, first.key().metric());
        assertEquals("runc", first.key().backend());
        assertEquals("300", first.key().parameters().get("n"));
        assertArrayEquals(of(1.5), first.round().samples().values());
        assertArrayEquals(of(0.5), ((Finding.Found) ratios.get(1)).round().samples().values());
    }

    @Test
    void withoutABaselineThereIsNoRatio() {
        assertEquals(List.of(), OverheadRatios.of(result(score("runc", of(1)))));
        assertEquals(List.of(), OverheadRatios.of(result(score("process", of(1)))));
    }

    @Test
    void aNoisyBaselineMakesAllRatiosNoisy() {
        CellKey key = CellKey.of(Overhead.NAME, "process", "x", Metric.OVERHEAD_SCORE);
        CellKey other = CellKey.of(Overhead.NAME, "runc", "x", Metric.OVERHEAD_SCORE);
        Set<Label> noisy = EnumSet.of(Label.NOISY);
        assertEquals(
                Set.of("process", "runc"),
                OverheadRatios.noisy(
                        result(cell(key, noisy, of(1)), cell(other, Set.of(), of(1)))));
        assertEquals(
                Set.of("runc"),
                OverheadRatios.noisy(
                        result(cell(key, Set.of(), of(1)), cell(other, noisy, of(1)))));
    }

    @Test
    void scoresThatMoveTheSameWayInEveryForkAreDoubted() {
        assertEquals(
                List.of(WarningKind.UNSETTLED),
                doubts(score("runc", of(10, 9, 9, 8), of(11, 9, 9, 8))));
        assertEquals(List.of(), doubts(score("runc", of(10, 9, 9, 8), of(8, 9, 9, 10))));
        assertEquals(List.of(), doubts(score("runc", of(10, 10, 10, 9.9), of(10, 10, 9.8))));
        assertEquals(List.of(), doubts(score("runc", of(10, 5))), "too few to say");
    }

    @Test
    void jvmsThatSeeOtherLimitsAreNamed() {
        CellKey outside = CellKey.of(Overhead.NAME, "process", "canary", Metric.JVM_PROCESSORS);
        CellKey inside = CellKey.of(Overhead.NAME, "gvisor", "canary", Metric.JVM_PROCESSORS);
        assertEquals(
                List.of(WarningKind.JVM_VIEW),
                doubts(cell(outside, Set.of(), of(1)), cell(inside, Set.of(), of(2))));
        List<Warning> none =
                OverheadRatios.doubts(
                        result(cell(outside, Set.of(), of(2)), cell(inside, Set.of(), of(2))));
        assertTrue(none.isEmpty(), none.toString());
    }

    private static List<WarningKind> doubts(Cell... cells) {
        return OverheadRatios.doubts(result(cells)).stream().map(Warning::kind).toList();
    }
}
