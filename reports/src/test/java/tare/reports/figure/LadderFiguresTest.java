package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.Metric;
import tare.results.model.RunState;

/** Nothing, then mounts, which cost, then a filter, which saves; and all but the mounts. */
class LadderFiguresTest {

    private final RunReading reading = new RunReading(ladder().run(RunState.COMPLETE));

    private static SampleRuns ladder() {
        SampleRuns runs = new SampleRuns(1, 1);
        // Not in their order: what orders them is the rung.
        rung(runs, "forward", "02", "seccomp", 1.4e6);
        rung(runs, "forward", "00", "none", 1e6);
        rung(runs, "forward", "01", "mount", 1.5e6);
        cost(runs, Metric.LADDER_COST, "forward", "01", "mount", 0.5e6);
        cost(runs, Metric.LADDER_COST, "forward", "02", "seccomp", -0.1e6);
        cost(runs, Metric.LADDER_COST, "without", "03", "mount+root+proc", 0.7e6);
        cost(runs, Metric.LADDER_INTERACTION, "without", "03", "mount+root+proc", 0.2e6);
        return runs.cell("ladder", "process", Metric.LADDER_TIME, Map.of(), new double[] {2e5});
    }

    private static void rung(SampleRuns runs, String way, String rung, String layer, double nanos) {
        cost(runs, Metric.LADDER_TIME, way, rung, layer, nanos);
    }

    private static void cost(
            SampleRuns runs, Metric metric, String way, String rung, String layer, double nanos) {
        Map<String, String> parameters = Map.of("way", way, "rung", rung, "layer", layer);
        runs.cell("ladder", "namespace", metric, parameters, new double[] {nanos});
    }

    @Test
    void eachLayerBeginsWhereTheRungBeforeEnds() {
        List<Panel> panels = LadderFigures.waterfalls(reading);
        assertEquals(1, panels.size(), "a backend that is not taken apart has none");
        List<Figure.Bar> bars = ((Figure.Bars) panels.get(0).figure()).bars();
        assertEquals(
                List.of("none", "mount", "seccomp"), bars.stream().map(Figure.Bar::name).toList());
        assertEquals(List.of(0.0, 1e6), values(bars.get(0)));
        assertEquals(List.of(1e6, 0.5e6), values(bars.get(1)));
        assertEquals(List.of(1.4e6, 0.1e6), values(bars.get(2)), "what is saved lies above");
        assertEquals("this layer adds", bars.get(1).segments().get(1).name());
        assertEquals("this layer saves", bars.get(2).segments().get(1).name());
        assertEquals(Measure.NANOS.text(1.4e6), bars.get(2).total());
    }

    /** What was climbed while others lived is a picture of its own, after the first. */
    @Test
    void crowdsStandApart() {
        SampleRuns runs = ladder();
        for (String layer : List.of("none", "mount")) {
            runs.cell(
                    "ladder",
                    "namespace",
                    Metric.LADDER_TIME,
                    Map.of(
                            "way",
                            "forward",
                            "rung",
                            layer.equals("none") ? "00" : "01",
                            "layer",
                            layer,
                            "beside",
                            "5000"),
                    new double[] {layer.equals("none") ? 1e6 : 4e6});
        }
        List<Panel> panels = LadderFigures.waterfalls(new RunReading(runs.run(RunState.COMPLETE)));
        assertEquals(
                List.of(
                        "A start of namespace, layer by layer",
                        "A start of namespace beside 5000 that live, layer by layer"),
                panels.stream().map(panel -> panel.figure().heading().title()).toList());
        List<Figure.Bar> bars = ((Figure.Bars) panels.get(1).figure()).bars();
        assertEquals(List.of(1e6, 3e6), values(bars.get(1)));
        assertEquals(3, panels.get(0).table().rows().size());
        assertEquals(2, panels.get(1).table().rows().size());
    }

    private static List<Double> values(Figure.Bar bar) {
        return bar.segments().stream()
                .map(segment -> (double) Math.round(segment.value()))
                .toList();
    }

    @Test
    void theTableSetsBothWaysBesideEachOther() {
        List<Table.Row> rows = LadderFigures.waterfalls(reading).get(0).table().rows();
        assertEquals(
                List.of(
                        Measure.NANOS.text(1.5e6),
                        Measure.NANOS.text(0.5e6),
                        Measure.NANOS.text(0.7e6),
                        Measure.NANOS.text(0.2e6),
                        "root, proc"),
                rows.get(1).cells());
        assertEquals(Measure.NONE, rows.get(2).cells().get(2), "no rung is without the filter");
    }

    @Test
    void wholesStandApart() {
        List<Table.Row> rows = LadderFigures.wholes(reading).rows();
        assertEquals(List.of("process"), rows.stream().map(Table.Row::header).toList());
        SampleRuns more = ladder();
        Map<String, String> beside = Map.of("beside", "90");
        more.cell("ladder", "process", Metric.LADDER_TIME, beside, new double[] {3e5});
        assertEquals(
                List.of("process", "process beside 90 that live"),
                LadderFigures.wholes(new RunReading(more.run(RunState.COMPLETE))).rows().stream()
                        .map(Table.Row::header)
                        .toList());
    }

    @Test
    void isLeftOutOfARunWithoutLadders() {
        RunReading other = new RunReading(SampleRuns.typical());
        assertTrue(LadderFigures.waterfalls(other).isEmpty());
        assertEquals(List.of(), LadderFigures.wholes(other).rows());
    }
}
