package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
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
import tare.results.model.Summary;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

class DoubtsTest {

    private static List<WarningKind> doubts(Metric metric, int count, double median) {
        return doubts(cell(metric, count, new Samples(median)));
    }

    private static Cell cell(Metric metric, int count, Samples samples) {
        double median = samples.values()[0];
        CellKey key = CellKey.of("boot", "process", "probe", metric);
        return new Cell(
                metric == Metric.CALIBRATION_ERROR ? key.with("spin", "1ms") : key,
                BackendClass.PROCESS,
                1,
                new TreeSet<>(),
                "pipe",
                new Outcome.Measured(
                        List.of(new Round(0, 0, samples)),
                        new Summary(
                                count, median, median, median, median, median, median, median,
                                "test")));
    }

    private static List<WarningKind> doubts(Cell... cells) {
        RunResult result =
                new RunResult(
                        "id",
                        "2026-01-01T00:00:00Z",
                        RunState.COMPLETE,
                        new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts("", new TreeMap<>()),
                        new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                        List.of(cells),
                        List.of());
        return Doubts.of(result).stream().map(Warning::kind).toList();
    }

    @Test
    void anInstrumentThatIsWrongEitherWayIsDoubted() {
        assertEquals(List.of(WarningKind.CALIBRATION), doubts(Metric.CALIBRATION_ERROR, 9, 20_001));
        assertEquals(
                List.of(WarningKind.CALIBRATION), doubts(Metric.CALIBRATION_ERROR, 9, -20_001));
        assertEquals(List.of(), doubts(Metric.CALIBRATION_ERROR, 9, 20_000));
    }

    @Test
    void jmhAndTareMayDifferByASmallShareOrAFewMicroseconds() {
        Cell own = cell(Metric.STAGE_READY, 299, new Samples(1e6));
        assertEquals(List.of(), doubts(own, jmh(1_019_000)));
        assertEquals(List.of(WarningKind.JMH_DISAGREES), doubts(own, jmh(1_021_000)));
        assertEquals(List.of(WarningKind.JMH_DISAGREES), doubts(own, jmh(979_000)));
        Cell fast = cell(Metric.STAGE_READY, 299, new Samples(100_000));
        assertEquals(List.of(), doubts(fast, jmh(104_900)));
        assertEquals(List.of(WarningKind.JMH_DISAGREES), doubts(fast, jmh(105_100)));
    }

    @Test
    void roundsThatJmhHasOnlyInPartAreNotCompared() {
        Cell own = cell(Metric.STAGE_READY, 299, new Samples(1e6, 1e6));
        assertEquals(List.of(), doubts(own, jmh(2e6)));
    }

    private static Cell jmh(double nanos) {
        return cell(Metric.JMH_LAUNCH, 299, new Samples(nanos));
    }

    @Test
    void aTailNeedsItsSamples() {
        assertEquals(List.of(WarningKind.FEW_SAMPLES), doubts(Metric.STAGE_READY, 298, 1e6));
        assertEquals(List.of(), doubts(Metric.STAGE_READY, 299, 1e6));
    }
}
