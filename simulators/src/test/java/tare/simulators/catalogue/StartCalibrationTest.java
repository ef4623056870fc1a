package tare.simulators.catalogue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
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
import tare.simulators.storm.StartTimes;

class StartCalibrationTest {

    @Test
    void takesRawStartsTheirCpuTimeAndWhatWorkCosts() {
        StartCalibration found =
                StartCalibration.of(
                        result(
                                "0-3,6",
                                cell("boot", "runc", Metric.STAGE_READY, "", 10e6, 30e6, 20e6),
                                cell("boot", "runc", Metric.CPU_CHILD, "", 7e6),
                                cell("boot", "runc", Metric.CPU_TARE, "", 1e6),
                                cell("boot", "runc", Metric.STAGE_READY, "cold", 90e6),
                                cell("overhead", "runc", Metric.OVERHEAD_RATIO, "a", 1.21),
                                cell("overhead", "runc", Metric.OVERHEAD_RATIO, "b", 1.0)));
        StartTimes runc = found.named("runc").orElseThrow();
        assertEquals(List.of(10e6, 20e6, 30e6), runc.nanos());
        assertEquals(0.4, runc.cpuShare(), 1e-12, "8 of 20 ms");
        assertEquals(5, runc.measuredCores());
        assertEquals(1.1, found.factors().getOrDefault("runc", 0.0), 1e-12, "geometric mean");
        assertEquals(1, runc.stretch(5).of(12), "12 starts keep 4.8 cores busy");
        assertEquals(2, runc.stretch(2).of(10), 1e-12);
    }

    @Test
    void manySamplesAreThinnedByRankAndSimulatedOnesLeftAside() {
        double[] many = new double[5_000];
        Arrays.setAll(many, i -> i + 1);
        Cell simulated =
                new Cell(
                        CellKey.of("boot", "kata", "probe", Metric.STAGE_READY),
                        BackendClass.VM,
                        1,
                        new TreeSet<>(List.of(Label.SIMULATED)),
                        "",
                        cell("boot", "kata", Metric.STAGE_READY, "", 1).outcome());
        StartCalibration found =
                StartCalibration.of(
                        result("0", cell("boot", "kvm", Metric.STAGE_READY, "", many), simulated));
        assertEquals(List.of("kvm"), found.starts().stream().map(StartTimes::name).toList());
        StartTimes kvm = found.starts().get(0);
        assertEquals(1_000, kvm.nanos().size());
        assertEquals(1, kvm.cpuShare(), "not read: one core");
        List<Double> sorted = new ArrayList<>(kvm.nanos());
        Collections.sort(sorted);
        assertEquals(2_500, sorted.get(500), 5);
    }

    @Test
    void publishedStartsHaveTheirQuantiles() {
        for (String name : PublishedStart.names()) {
            assertTrue(PublishedStart.named(name).orElseThrow().labels().contains(Label.PUBLISHED));
        }
        List<Double> firecracker = PublishedStart.named("firecracker").orElseThrow().nanos();
        assertEquals(161e6, firecracker.get(200), 0.2e6);
        assertEquals(172e6, firecracker.get(395), 0.3e6);
        assertTrue(PublishedStart.named("rkt").isEmpty());
    }

    private static Cell cell(
            String experiment, String backend, Metric metric, String cache, double... samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        double median = sorted[sorted.length / 2];
        CellKey key = CellKey.of(experiment, backend, "probe", metric);
        return new Cell(
                cache.isEmpty() ? key : key.with("cache", cache),
                BackendClass.CONTAINER,
                1,
                new TreeSet<>(),
                "",
                new Outcome.Measured(
                        List.of(new Round(0, 0, new Samples(samples))),
                        new Summary(samples.length, 0, median, 0, 0, 0, 0, 0, "test")));
    }

    private static RunResult result(String cpus, Cell... cells) {
        TreeMap<HostFact, String> facts = new TreeMap<>();
        facts.put(HostFact.CPU_ONLINE, cpus);
        return new RunResult(
                "id",
                "2026-01-01T00:00:00Z",
                RunState.COMPLETE,
                new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                new HostFacts("none", facts),
                new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                List.of(cells),
                List.of());
    }
}
