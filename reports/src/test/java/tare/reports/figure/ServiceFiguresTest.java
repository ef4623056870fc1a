package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.reports.reading.RunReading;
import tare.reports.reading.SampleRuns;
import tare.results.model.BackendClass;
import tare.results.model.RunState;

class ServiceFiguresTest {

    private static RunReading reading(int rounds, int samples) {
        return new RunReading(
                new SampleRuns(rounds, samples)
                        .service("process", BackendClass.PROCESS, 1000, "loopback", 120_000)
                        .service("process", BackendClass.PROCESS, 250, "loopback", 100_000)
                        .service("namespace", BackendClass.CONTAINER, 250, "veth", 130_000)
                        .noService(
                                "namespace",
                                BackendClass.CONTAINER,
                                1000,
                                "veth",
                                "saturated: at 1000 requests a second")
                        .noService("gvisor", BackendClass.SANDBOX, 250, "veth", "own stack")
                        .noService("gvisor", BackendClass.SANDBOX, 1000, "veth", "own stack")
                        .run(RunState.COMPLETE));
    }

    @Test
    void drawsALinePerBackendOverTheRateOnLogAxes() {
        List<Panel> panels = ServiceFigures.latencies(reading(3, 400));
        assertEquals(2, panels.size());
        Figure.Curves median = (Figure.Curves) panels.get(0).figure();
        assertTrue(median.x().logarithmic() && median.y().logarithmic());
        assertEquals(
                List.of("process", "namespace"),
                median.series().stream().map(Figure.Series::name).toList());
        List<Point> process = median.series().get(0).points();
        assertEquals(List.of(250.0, 1000.0), process.stream().map(Point::x).toList());
        assertTrue(process.get(0).y() < process.get(1).y());
        Figure.Curves tail = (Figure.Curves) panels.get(1).figure();
        assertTrue(tail.series().get(0).points().get(0).y() > process.get(0).y());
        assertTrue(median.heading().caption().contains("coordinated omission"));
        assertEquals(3, panels.get(0).table().rows().size());
    }

    @Test
    void marksSaturatedRatesInTheTableAndGivesOneReasonOnce() {
        List<Table.Row> rows = ServiceFigures.table(reading(3, 400)).rows();
        assertEquals(
                List.of(
                        "process, loopback, 250",
                        "process, loopback, 1000",
                        "namespace, veth, 250",
                        "namespace, veth, 1000",
                        "gvisor, veth, 250"),
                rows.stream().map(Table.Row::header).toList());
        assertTrue(rows.get(3).note().contains("saturated"), rows.toString());
        assertEquals(5, rows.get(0).cells().size());
    }

    @Test
    void claimsNoTailFromFewSamples() {
        assertEquals(1, ServiceFigures.latencies(reading(1, 20)).size());
    }

    @Test
    void isEmptyWithoutAService() {
        RunReading none = new RunReading(SampleRuns.typical());
        assertEquals(List.of(), ServiceFigures.latencies(none));
        assertEquals(List.of(), ServiceFigures.table(none).rows());
    }
}
