package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.Metric;
import tare.results.model.RunState;

class LayerFiguresTest {

    private static SampleRuns docker() {
        return apart(new SampleRuns(1, 3), "docker");
    }

    private static SampleRuns apart(SampleRuns runs, String backend) {
        return runs.cell(
                        "boot",
                        backend,
                        BackendClass.CONTAINER,
                        Metric.STAGE_READY,
                        three(9, 10, 14))
                .cell("boot", backend, BackendClass.CONTAINER, Metric.LAYER_DAEMON, three(4, 4, 5))
                .cell("boot", backend, BackendClass.CONTAINER, Metric.LAYER_SHIM, three(1, 2, 3))
                .cell("boot", backend, BackendClass.CONTAINER, Metric.LAYER_RUNTIME, three(3, 2, 4))
                .cell("boot", backend, BackendClass.CONTAINER, Metric.LAYER_START, three(1, 2, 2))
                .cell("boot", backend, BackendClass.CONTAINER, Metric.LAYER_CLIENT, three(1, 1, 1));
    }

    private static double[][] three(double... millis) {
        double[] nanos = millis.clone();
        java.util.Arrays.setAll(nanos, i -> 1e6 * millis[i]);
        return new double[][] {nanos};
    }

    @Test
    void printsTheLayersTheirSumTheWholeAndTheResidual() {
        Panel panel =
                LayerFigures.layers(new RunReading(docker().run(RunState.COMPLETE))).orElseThrow();
        Table.Row row = panel.table().rows().get(0);
        assertEquals("docker", row.header());
        assertEquals(9, row.cells().size());
        assertTrue(row.cells().get(0).startsWith("4"), row.toString());
        assertTrue(row.cells().get(4).startsWith("11"), row.toString());
        assertTrue(row.cells().get(5).startsWith("10"), row.toString());
        assertTrue(row.cells().get(6).matches("[-−]1.*"), row.toString());
        Figure.Bar bar = ((Figure.Bars) panel.figure()).bars().get(0);
        assertEquals(OptionalDouble.of(10e6), bar.mark());
    }

    @Test
    void putsTheRuntimeAloneBesideIt() {
        RunReading reading =
                new RunReading(
                        docker().cell(
                                        "boot",
                                        "runc",
                                        BackendClass.CONTAINER,
                                        Metric.STAGE_CREATED,
                                        three(3, 3, 3))
                                .cell(
                                        "boot",
                                        "runc",
                                        BackendClass.CONTAINER,
                                        Metric.STAGE_READY,
                                        three(5, 4, 6))
                                .run(RunState.COMPLETE));
        List<Table.Row> rows = LayerFigures.layers(reading).orElseThrow().table().rows();
        assertEquals(List.of("docker", "runc"), rows.stream().map(Table.Row::header).toList());
        assertTrue(rows.get(1).cells().get(2).startsWith("3"), rows.get(1).toString());
        assertTrue(rows.get(1).cells().get(3).startsWith("2"), rows.get(1).toString());
    }

    @Test
    void isNamedAfterWhatIsTakenApart() {
        assertEquals("Docker taken apart", title(docker()));
        assertEquals(
                "Docker and containerd taken apart",
                title(apart(apart(docker(), "docker:none"), "containerd")));
        assertEquals("containerd taken apart", title(apart(new SampleRuns(1, 3), "containerd")));
    }

    private static String title(SampleRuns runs) {
        return LayerFigures.layers(new RunReading(runs.run(RunState.COMPLETE)))
                .orElseThrow()
                .figure()
                .heading()
                .title();
    }

    @Test
    void isLeftOutWhereNothingCouldBeTakenApart() {
        assertTrue(LayerFigures.layers(new RunReading(SampleRuns.typical())).isEmpty());
    }
}
