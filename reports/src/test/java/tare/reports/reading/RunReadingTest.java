package tare.reports.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.results.model.RunState;

class RunReadingTest {

    @Test
    void ranksByMedianThenThoseApartThenThoseNotMeasured() {
        RunReading reading =
                new RunReading(
                        new SampleRuns(2, 3)
                                .absent("runc", BackendClass.CONTAINER, "not installed", "")
                                .boot("kvm", BackendClass.BARE_GUEST, 50_000, true)
                                .boot("qemu", BackendClass.VM, 60_000, true, Label.EMULATED)
                                .boot("namespace", BackendClass.CONTAINER, 700_000, false)
                                .boot("process", BackendClass.PROCESS, 160_000, false)
                                .run(RunState.COMPLETE));
        List<String> keys = reading.subjects().stream().map(Subject::key).toList();
        assertEquals(List.of("process", "namespace", "kvm", "qemu", "runc"), keys);
        assertTrue(reading.subjects().get(2).apart(), "a bare guest is ranked apart");
    }

    @Test
    void labelsOfSimulatedCellsDoNotStickToTheBackend() {
        RunReading reading =
                new RunReading(
                        new SampleRuns(2, 3)
                                .boot("process", BackendClass.PROCESS, 160_000, false)
                                .outlook("process", BackendClass.PROCESS, 10, 12)
                                .run(RunState.COMPLETE));
        assertEquals(List.of(), reading.subjects().get(0).labelWords());
    }

    @Test
    void longNamesAreShortenedInFigures() {
        String name = Subject.shortened("namespace-network-seccomp-cgroup-user");
        assertTrue(name.length() <= 26 && name.contains("…"), name);
    }
}
