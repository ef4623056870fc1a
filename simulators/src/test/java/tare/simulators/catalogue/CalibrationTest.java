package tare.simulators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
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

class CalibrationTest {

    @Test
    void takesMemoryThatWasMeasuredWithItsInterval() {
        Calibration calibration =
                Calibration.of(
                        result(
                                cell("runc", 100, 110, 120, 90, 105, 95, 103, 98),
                                cell("kvm", 50),
                                cell("process", -3, -2, 1)));

        assertEquals(
                List.of("runc", "kvm"),
                calibration.technologies().stream().map(Calibration.Measured::name).toList());
        assertEquals(List.of("process"), calibration.unusable());
        Amount runc = calibration.named("runc").orElseThrow().memory();
        assertEquals(102, runc.bytes());
        assertTrue(runc.uncertain());
        assertTrue(runc.lowBytes() >= 90 && runc.highBytes() <= 120, runc.toString());
        assertEquals(Amount.of(50), calibration.named("kvm").orElseThrow().memory());
    }

    @Test
    void leavesSimulatedAndAbsentCellsAside() {
        CellKey key = CellKey.of("footprint", "lxc", "probe", Metric.MEMORY_INSTANCE);
        Cell absent =
                new Cell(
                        key,
                        BackendClass.CONTAINER,
                        1,
                        new TreeSet<>(),
                        "",
                        new Outcome.Absent(Outcome.Kind.SKIPPED, "not here", ""));
        Cell measured = cell("runc", 5);
        Cell simulated =
                new Cell(
                        measured.key(),
                        BackendClass.CONTAINER,
                        1,
                        new TreeSet<>(List.of(Label.SIMULATED)),
                        "",
                        measured.outcome());

        assertEquals(Calibration.none(), Calibration.of(result(absent, simulated)));
    }

    @Test
    void publishedFiguresNameTheirSource() {
        for (Published each : Published.all()) {
            assertTrue(!each.source().isBlank() && !each.hardware().isBlank(), each.name());
            assertEquals(each, Published.named(each.name()).orElseThrow());
        }
        assertTrue(Published.named("rkt").isEmpty());
        assertThrows(IllegalArgumentException.class, () -> new Amount(5, 6, 7));
    }

    private static Cell cell(String backend, double... rounds) {
        List<Round> all = new ArrayList<>();
        double[] sorted = rounds.clone();
        java.util.Arrays.sort(sorted);
        for (double value : rounds) {
            all.add(new Round(all.size(), 0, new Samples(value)));
        }
        double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
        return new Cell(
                CellKey.of("footprint", backend, "probe", Metric.MEMORY_INSTANCE),
                BackendClass.CONTAINER,
                1,
                new TreeSet<>(),
                "",
                new Outcome.Measured(
                        all, new Summary(rounds.length, 0, median, 0, 0, 0, 0, 0, "test")));
    }

    private static RunResult result(Cell... cells) {
        return new RunResult(
                "id",
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("none", new TreeMap<>()),
                new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                List.of(cells),
                List.of());
    }
}
