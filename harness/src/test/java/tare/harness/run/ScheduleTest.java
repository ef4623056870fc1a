package tare.harness.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tare.harness.clock.MonotonicClock;
import tare.harness.experiment.Experiment;
import tare.harness.experiment.Footprint;
import tare.harness.experiment.StartTime;
import tare.harness.linux.Kernel;
import tare.results.model.Plan;
import tare.results.model.Step;

class ScheduleTest {

    private static final List<Experiment> EXPERIMENTS =
            List.of(new StartTime(), new Footprint(new Kernel(), MonotonicClock.system()));
    private static final List<String> ALL = List.of("process", "namespace", "kvm");

    private static Plan plan(long seed) {
        return Schedule.plan(
                seed,
                Profile.QUICK,
                EXPERIMENTS,
                ALL,
                List.of("process", "namespace"),
                20,
                new TreeMap<>());
    }

    @Test
    void everyRoundHasEveryAvailableBackendOnce() {
        Plan plan = plan(1);
        assertEquals(ALL, plan.backends());
        for (int r = 0; r < 20; r++) {
            int round = r;
            List<Step> steps =
                    plan.steps().stream()
                            .filter(s -> s.experiment().equals("boot") && s.round() == round)
                            .toList();
            assertEquals(2, steps.size());
            assertEquals(
                    Set.of("process", "namespace"),
                    steps.stream().map(Step::backend).collect(Collectors.toSet()));
        }
    }

    @Test
    void noBackendIsAlwaysFirst() {
        long first =
                plan(1).steps().stream()
                        .filter(s -> s.experiment().equals("boot") && s.order() == 0)
                        .filter(s -> s.backend().equals("process"))
                        .count();
        // Of 20 fair draws, fewer than 3 or more than 17 come once in 2,500 seeds; this one is
        // fixed.
        assertTrue(first >= 3 && first <= 17, first + " times first");
    }

    @Test
    void theSeedDecidesTheOrder() {
        assertEquals(plan(1), plan(1));
        assertNotEquals(plan(1).steps(), plan(2).steps());
    }
}
