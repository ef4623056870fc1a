package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.results.file.Fragment;
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

class OverheadEndTest {

    private static final int PROOF_ROUNDS = 12;

    private static Cell cell(String backend, Metric metric, double... perRound) {
        List<Round> rounds = new ArrayList<>();
        for (int i = 0; i < perRound.length; i++) {
            rounds.add(new Round(i, 0, new Samples(perRound[i])));
        }
        return cell(backend, metric, rounds, perRound[0]);
    }

    private static Cell cell(String backend, Metric metric, List<Round> rounds, double p50) {
        return new Cell(
                CellKey.of("overhead", backend, "kernel-integer-loop", metric),
                BackendClass.PROCESS,
                1,
                new TreeSet<>(),
                "pipe",
                new Outcome.Measured(
                        rounds, new Summary(1, p50, p50, p50, p50, p50, p50, p50, "test")));
    }

    private static Cell proof(double ratio) {
        double[] ratios = new double[PROOF_ROUNDS];
        java.util.Arrays.fill(ratios, ratio);
        return cell(
                "process",
                Metric.PROOF_RATIO,
                List.of(new Round(0, 0, new Samples(ratios))),
                ratio);
    }

    /** Asked for its class, channel and labels. */
    private static Backend backend(String key) {
        return (Backend)
                Proxy.newProxyInstance(
                        Backend.class.getClassLoader(),
                        new Class<?>[] {Backend.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "backendClass" -> BackendClass.PROCESS;
                                    case "labels" -> Set.of();
                                    default -> key;
                                });
    }

    private static List<Fragment> fragments(Cell... cells) {
        RunResult result =
                new RunResult(
                        "id",
                        "2026-01-01T00:00:00Z",
                        RunState.PARTIAL,
                        new Tool("0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts("", new TreeMap<>()),
                        new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                        List.of(cells),
                        List.of());
        return new OverheadEnd(result, OverheadEndTest::backend).fragments();
    }

    @Test
    void addsTheRatios() {
        List<Fragment> added =
                fragments(
                        cell("process", Metric.OVERHEAD_SCORE, 1, 2),
                        cell("runc", Metric.OVERHEAD_SCORE, 2, 2),
                        proof(1.001));
        assertEquals(2, added.size());
        assertTrue(added.stream().allMatch(f -> f.key().metric() == Metric.OVERHEAD_RATIO));
        assertTrue(added.stream().allMatch(f -> f.labels().isEmpty()));
    }

    @Test
    void labelsAllOfARunWhoseProofFailed() {
        List<Fragment> added =
                fragments(
                        cell("process", Metric.OVERHEAD_SCORE, 1),
                        cell("runc", Metric.OVERHEAD_SCORE, 2),
                        proof(1.5));
        assertEquals(3, added.size(), "a ratio and two scores");
        assertTrue(added.stream().allMatch(f -> f.labels().contains(Label.UNPROVEN)));
    }

    @Test
    void aRunWithoutKernelsHasNoProofToFail() {
        assertEquals(List.of(), fragments(cell("process", Metric.OVERHEAD_SCORE, 1)));
    }
}
