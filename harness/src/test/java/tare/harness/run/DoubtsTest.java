package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
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
        return cell(metric, count, samples.values()[0], List.of(new Round(0, 0, samples)));
    }

    private static Cell cell(Metric metric, int count, double median, List<Round> rounds) {
        CellKey key = CellKey.of("boot", "process", "probe", metric);
        return new Cell(
                metric == Metric.CALIBRATION_ERROR ? key.with("spin", "1ms") : key,
                BackendClass.PROCESS,
                1,
                new TreeSet<>(),
                "pipe",
                new Outcome.Measured(
                        rounds,
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
    void anErrorThatRoundsDisagreeOnIsNotShown() {
        double[] wild = {-90e3, 130e3, 40e3, -60e3, 95e3, 30e3, -20e3, 110e3};
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < wild.length; i++) {
            rounds.add(new Round(i, 0, new Samples(wild[i])));
        }
        assertEquals(List.of(), doubts(cell(Metric.CALIBRATION_ERROR, 8, 35e3, rounds)));
        List<Round> same = new ArrayList<>();
        for (int i = 0; i < wild.length; i++) {
            same.add(new Round(i, 0, new Samples(34e3 + i)));
        }
        assertEquals(
                List.of(WarningKind.CALIBRATION),
                doubts(cell(Metric.CALIBRATION_ERROR, 8, 34e3, same)));
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
