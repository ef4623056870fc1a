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
        Cell cell =
                new Cell(
                        CellKey.of("boot", "process", "probe", metric).with("spin", "1ms"),
                        BackendClass.PROCESS,
                        1,
                        new TreeSet<>(),
                        "pipe",
                        new Outcome.Measured(
                                List.of(new Round(0, 0, new Samples(median))),
                                new Summary(
                                        count, median, median, median, median, median, median,
                                        median, "test")));
        RunResult result =
                new RunResult(
                        "id",
                        "2026-01-01T00:00:00Z",
                        RunState.COMPLETE,
                        new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts("", new TreeMap<>()),
                        new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                        List.of(cell),
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
    void aTailNeedsItsSamples() {
        assertEquals(List.of(WarningKind.FEW_SAMPLES), doubts(Metric.STAGE_READY, 298, 1e6));
        assertEquals(List.of(), doubts(Metric.STAGE_READY, 299, 1e6));
    }
}
