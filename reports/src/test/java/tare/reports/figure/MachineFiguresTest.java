package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Metric;
import tare.results.model.RunState;

class MachineFiguresTest {

    private static final String TOLD = "qemu:q35-tcg";
    private static final String UNTOLD = "qemu:microvm-tcg";

    private static SampleRuns cell(SampleRuns runs, String key, Metric metric, double... millis) {
        double[] nanos = millis.clone();
        java.util.Arrays.setAll(nanos, i -> 1e6 * millis[i]);
        return runs.cell("boot", key, BackendClass.VM, metric, new double[][] {nanos});
    }

    private static SampleRuns told() {
        SampleRuns runs = cell(new SampleRuns(1, 3), TOLD, Metric.STAGE_READY, 900, 1000, 1100);
        runs = cell(runs, TOLD, Metric.LAYER_VMM, 40, 50, 60);
        runs = cell(runs, TOLD, Metric.LAYER_FIRMWARE, 20, 30, 40);
        return cell(runs, TOLD, Metric.LAYER_KERNEL, 840, 920, 1000);
    }

    @Test
    void stacksTheLayersAgainstTheWhole() {
        Panel panel =
                MachineFigures.layers(new RunReading(told().run(RunState.COMPLETE))).orElseThrow();
        Figure.Bar bar = ((Figure.Bars) panel.figure()).bars().get(0);
        assertEquals(
                List.of("monitor", "firmware", "kernel to byte"),
                bar.segments().stream().map(Figure.Segment::name).toList());
        assertEquals(OptionalDouble.of(1000e6), bar.mark());
        List<String> cells = panel.table().rows().get(0).cells();
        assertEquals(Measure.NANOS.text(50e6), cells.get(0));
        assertEquals(Measure.NONE, cells.get(3));
        assertEquals(Measure.NANOS.text(1000e6), cells.get(4));
    }

    @Test
    void aMachineWhoseFirmwareIsNotHeardStandsBesideIt() {
        SampleRuns runs = cell(told(), UNTOLD, Metric.STAGE_READY, 900, 900, 900);
        runs = cell(runs, UNTOLD, Metric.LAYER_VMM, 40, 40, 40);
        runs = cell(runs, UNTOLD, Metric.LAYER_GUEST, 860, 860, 860);
        Panel panel =
                MachineFigures.layers(new RunReading(runs.run(RunState.COMPLETE))).orElseThrow();
        List<String> cells =
                panel.table().rows().stream()
                        .filter(row -> row.header().equals(UNTOLD))
                        .findFirst()
                        .orElseThrow()
                        .cells();
        assertEquals(Measure.NONE, cells.get(1));
        assertEquals(Measure.NONE, cells.get(2));
        assertEquals(Measure.NANOS.text(860e6), cells.get(3));
    }

    @Test
    void isLeftOutWhereNothingCouldBeTakenApart() {
        assertTrue(MachineFigures.layers(new RunReading(SampleRuns.typical())).isEmpty());
    }
}
