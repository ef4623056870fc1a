package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tare.results.model.Label;
import tare.results.model.Plan;

class ServiceStepTest {

    private static Plan plan(String set, String names) {
        Map<String, String> parameters = Map.of(Overhead.SET, set, Overhead.WORKLOADS, names);
        return new Plan(7, "quick", List.of(), List.of(), 1, new TreeMap<>(parameters), List.of());
    }

    @Test
    void isOfTheWholeSetOrAskedForByName() {
        assertTrue(ServiceStep.wanted(plan("all", "")));
        assertTrue(ServiceStep.wanted(plan("quick", "key-value")));
        assertFalse(ServiceStep.wanted(plan("quick", "")));
        assertFalse(ServiceStep.wanted(plan("all", "linpack")));
        assertTrue(ServiceStep.wanted(plan("quick", "tcp-from")));
        assertTrue(Overhead.workloads("key-value").contains(ServiceStep.WORKLOAD));
    }

    @Test
    void aBackendThatCannotBeHadHasOneCell() {
        Plan all = plan("all", "");
        assertEquals(1, ServiceStep.principal(all, "runc").size());
        assertEquals(
                Map.of("rate", "250", "path", "loopback"),
                ServiceStep.principal(all, "process").get(0).parameters());
        assertEquals(List.of(), ServiceStep.principal(plan("quick", ""), "runc"));
        assertEquals(
                Map.of("bytes", "1", "path", "veth"),
                ServiceStep.principal(plan("quick", "tcp-from"), "runc").get(0).parameters());
    }

    /** A JVM that is translated does not keep up with the usual warm-up. */
    @Test
    void translatedInstancesAreAskedLess() {
        Plan all = plan("all", "");
        ServiceStep slow = ServiceStep.of(all, 0, Set.of(Label.EMULATED));
        assertEquals(3 + 6 + 7 * 2 + 4, slow.stepNanos() / 1_000_000_000L);
        assertEquals(
                ServiceStep.usual(all, 0).stepNanos(),
                ServiceStep.of(all, 0, Set.of()).stepNanos());
    }

    @Test
    void theEstimateCountsWarmUpAndAllRates() {
        long seconds = ServiceStep.usual(plan("all", ""), 0).stepNanos() / 1_000_000_000L;
        assertEquals(22, seconds);
        long requests = ServiceStep.usual(plan("all", "key-value"), 0).stepNanos() / 1_000_000_000L;
        assertEquals(18, requests);
        long turns = ServiceStep.usual(plan("all", "tcp-from"), 0).stepNanos() / 1_000_000_000L;
        assertEquals(7, turns);
    }
}
