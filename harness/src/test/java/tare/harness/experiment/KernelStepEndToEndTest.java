package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Step;

/** The kernels in real processes, namespaces and guests. */
@Tag("kernel")
@Timeout(120)
class KernelStepEndToEndTest {

    private static final int CHUNKS = 2;
    private static final int PROOF_ROUNDS = 2;

    @TempDir private Path directory;

    private final MemoryJournal journal = new MemoryJournal();

    private List<Finding> run(String key) {
        MonotonicClock clock = MonotonicClock.system();
        Plan plan = new Plan(7, "quick", List.of(), List.of(key), 1, new TreeMap<>(), List.of());
        try (Backend backend =
                Registry.embedded()
                        .open(key, new BackendContext("kernels", clock, journal, directory))) {
            Needs.that(KernelStep.fits(backend), key + " cannot run the kernels yet");
            Needs.that(backend.probe().available(), backend.probe().toString());
            StepContext context =
                    new StepContext(
                            "kernels", plan, backend, journal, directory, directory, directory, "",
                            "0");
            return new KernelStep(new Kernel(), clock, CHUNKS, PROOF_ROUNDS)
                    .run(new Step(0, 1, "overhead", key), context);
        }
    }

    private static Map<CellKey, double[]> samples(List<Finding> findings) {
        Map<CellKey, double[]> samples = new HashMap<>();
        for (Finding finding : findings) {
            Finding.Found found =
                    assertInstanceOf(Finding.Found.class, finding, finding.toString());
            samples.put(found.key(), found.round().samples().values());
        }
        return samples;
    }

    private static void check(Map<CellKey, double[]> samples, String backend) {
        for (KernelCase what : KernelCase.ALL) {
            CellKey key = what.key("overhead", backend, Metric.OVERHEAD_SCORE, new TreeMap<>());
            double[] values = samples.getOrDefault(key, new double[0]);
            int expected = what.equals(KernelCase.PROOF) ? CHUNKS * PROOF_ROUNDS : CHUNKS;
            assertEquals(expected, values.length, key.toString());
            assertTrue(
                    Arrays.stream(values).allMatch(v -> v > 0),
                    key + ": " + Arrays.toString(values));
        }
        CellKey proof =
                KernelCase.PROOF.key("overhead", backend, Metric.PROOF_RATIO, new TreeMap<>());
        double[] ratios = samples.getOrDefault(proof, new double[0]);
        assertEquals(PROOF_ROUNDS, ratios.length);
        assertTrue(Arrays.stream(ratios).allMatch(ratio -> ratio > 0));
    }

    @Test
    void aProcessAndTheThreadBesideIt() {
        Map<CellKey, double[]> samples = samples(run("process"));
        check(samples, "process");
        long ofThread =
                samples.keySet().stream()
                        .filter(key -> "thread".equals(key.parameters().get("place")))
                        .count();
        assertEquals(KernelCase.ALL.size(), ofThread);
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aNamespace() {
        check(samples(run("namespace")), "namespace");
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aBareGuestAtBothRings() {
        Needs.that(Files.isWritable(KvmDevice.PATH), "no usable /dev/kvm");
        List<Finding> usual = new ArrayList<>();
        List<Finding> ring0 = new ArrayList<>();
        for (Finding finding : run("kvm")) {
            (finding.key().parameters().containsKey("ring") ? ring0 : usual).add(finding);
        }
        check(samples(usual), "kvm");
        // Where ring 0 is emulated, large chains would take minutes: they say so.
        for (Finding finding : ring0) {
            if (finding instanceof Finding.Missing missing) {
                assertEquals(Outcome.Kind.SKIPPED, missing.why().kind(), missing.toString());
                assertEquals("kernel-dependent-loads", missing.key().workload());
            }
        }
    }
}
