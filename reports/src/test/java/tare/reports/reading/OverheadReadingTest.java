package tare.reports.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.reports.reading.OverheadReading.Entry;
import tare.reports.reading.OverheadReading.Work;
import tare.results.model.BackendClass;
import tare.results.model.RunState;

class OverheadReadingTest {

    private final OverheadReading reading = of(SampleRuns.typicalCells());

    @Test
    void theRatioIsPairedByRound() {
        Entry slower = entry("system-call", "namespace");
        assertTrue(slower.slower(), slower.toString());
        assertEquals(262.0 / 210, slower.ratio(), 0.03);
        assertEquals(10, slower.rounds());
    }

    @Test
    void whereThereIsNoDifferenceABoundIsSaid() {
        Entry same = entry("linpack", "namespace");
        assertFalse(same.slower() || same.faster(), same.toString());
        assertTrue(same.bound() > 0 && same.bound() < 0.02, same.toString());
    }

    @Test
    void oneRoundHasNoInterval() {
        OverheadReading one =
                of(
                        new SampleRuns(1, 1)
                                .overhead("process", BackendClass.PROCESS, "linpack", 100, 0)
                                .overhead("runc", BackendClass.CONTAINER, "linpack", 300, 0));
        Entry entry = one.entry(one.works().get(0), one.subjects().get(0)).orElseThrow();
        assertEquals(3, entry.ratio(), 1e-9);
        assertTrue(entry.interval().isEmpty());
        assertFalse(entry.slower());
    }

    @Test
    void withoutAProcessThereIsNoRatio() {
        OverheadReading alone =
                of(
                        new SampleRuns(3, 1)
                                .overhead("runc", BackendClass.CONTAINER, "linpack", 300, 0));
        assertTrue(alone.entry(alone.works().get(0), alone.subjects().get(0)).isEmpty());
    }

    @Test
    void worksAreInTheOrderOfTheirSizes() {
        SampleRuns runs = new SampleRuns(2, 1);
        for (String size : List.of("pointer-chase 64MiB", "pointer-chase 16KiB", "linpack")) {
            runs.overhead("process", BackendClass.PROCESS, size, 5, 0);
        }
        assertEquals(
                List.of("linpack", "pointer-chase 16KiB", "pointer-chase 64MiB"),
                of(runs).works().stream().map(Work::name).toList());
        assertTrue(Sizes.ORDER.compare("{size=4MiB}", "{size=256KiB}") > 0);
        assertTrue(Sizes.ORDER.compare("{size=4MiB}", "{rate=5}") > 0);
    }

    private Entry entry(String workload, String backend) {
        Work work =
                reading.works().stream()
                        .filter(one -> one.workload().equals(workload))
                        .findFirst()
                        .orElseThrow();
        Subject subject =
                reading.subjects().stream()
                        .filter(one -> one.key().equals(backend))
                        .findFirst()
                        .orElseThrow();
        return reading.entry(work, subject).orElseThrow();
    }

    private static OverheadReading of(SampleRuns runs) {
        return new OverheadReading(new RunReading(runs.run(RunState.COMPLETE)));
    }
}
