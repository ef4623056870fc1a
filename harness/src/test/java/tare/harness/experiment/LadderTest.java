package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.results.model.Plan;

class LadderTest {

    private static final long SECOND = 1_000_000_000L;

    private static long stepNanos(Map<String, String> of) {
        Map<String, String> all = new TreeMap<>(of);
        all.put(Ladder.LAUNCHES, "12");
        Plan plan = new Plan(7, "quick", List.of(), List.of(), 1, new TreeMap<>(all), List.of());
        return new Ladder(new Kernel(), MonotonicClock.system()).stepNanos(plan, "x");
    }

    /** Twelve turns of 20 rungs of 10 ms each fit; of half a second each not even two. */
    @Test
    void aStepHasAsManyTurnsAsItHasTimeForAndOneAtLeast() {
        long rest = stepNanos(Map.of("boot.launch-us/x", "10000")) - 12 * SECOND / 100;
        assertEquals(
                rest + 12 * 20 * SECOND / 100,
                stepNanos(Map.of("boot.launch-us/x", "10000", "ladder.rungs/x", "20")));
        assertEquals(
                rest + 20 * SECOND / 2,
                stepNanos(Map.of("boot.launch-us/x", "500000", "ladder.rungs/x", "20")));
        // 20 rungs of 50 ms are a second: six turns.
        assertEquals(
                rest + 6 * SECOND,
                stepNanos(Map.of("boot.launch-us/x", "50000", "ladder.rungs/x", "20")));
        assertTrue(rest > 0 && rest < 5 * SECOND);
    }

    @Test
    void aCrowdIsStartedAndClimbedBeside() {
        long alone = stepNanos(Map.of("boot.launch-us/x", "10000"));
        long among = stepNanos(Map.of("boot.launch-us/x", "10000", "ladder.beside", "5000"));
        assertTrue(among - alone > 50 * SECOND, "5000 starts of 10 ms, and another climb");
    }
}
