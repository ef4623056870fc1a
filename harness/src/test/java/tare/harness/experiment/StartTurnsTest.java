package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.Registry;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.results.model.Plan;
import tare.results.model.Step;

class StartTurnsTest {

    private static final List<String> ARMS = List.of("process@a1", "process@a2", "process@b");
    private static final int LAUNCHES = 200;

    private static ForkSettings settings(long seed, int round) {
        Plan plan =
                new Plan(
                        seed,
                        "quick",
                        List.of("boot"),
                        ARMS,
                        4,
                        new TreeMap<>(
                                Map.of(
                                        StartTime.LAUNCHES,
                                        Integer.toString(LAUNCHES),
                                        StartTime.CALIBRATIONS,
                                        "2")),
                        List.of());
        Step step = new Step(round, 0, "boot", ARMS.get(0));
        MemoryJournal journal = new MemoryJournal();
        Path here = Path.of("here");
        Backend backend =
                Registry.embedded()
                        .open(
                                ARMS.get(0),
                                new BackendContext("a1", MonotonicClock.system(), journal, here));
        StepContext context =
                new StepContext("a1", plan, backend, journal, here, here, here, "", "");
        return StartTurns.settings(step, new StartStep("boot-r" + round, context));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, -5})
    void everyTurnHasEveryArmWithTheSameSpin(long seed) {
        ForkSettings settings = settings(seed, 0);
        assertEquals(ARMS, settings.backends());
        assertEquals(3 * (LAUNCHES + 2 * 2), settings.turns().size());
        for (int i = 0; i < settings.turns().size(); ) {
            int row = settings.spinNanos().get(i) == 0 ? StartTurns.TURN : 1;
            List<Integer> arms = new ArrayList<>();
            for (int arm = 0; arm < 3; arm++, i += row) {
                arms.add(settings.turns().get(i));
                assertEquals(1, Set.copyOf(settings.turns().subList(i, i + row)).size());
                assertEquals(
                        Set.of(settings.spinNanos().get(i)),
                        Set.copyOf(settings.spinNanos().subList(i, i + row)));
            }
            assertEquals(Set.of(0, 1, 2), Set.copyOf(arms));
        }
        for (int arm = 0; arm < 3; arm++) {
            assertEquals(LAUNCHES + 4, Collections.frequency(settings.turns(), arm));
        }
    }

    /** A launch may feel the one before it: no arm shall always follow the same other one. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 77, -5})
    void noArmHasItsPlaceForItself(long seed) {
        int[][] follows = new int[3][3];
        for (int round = 0; round < 100; round++) {
            List<Integer> turns = settings(seed, round).turns();
            for (int i = 1; i < turns.size(); i++) {
                follows[turns.get(i)][turns.get(i - 1)]++;
            }
        }
        // Of about 5,400 turns of an arm four in nine follow each other arm: 2,400; five standard
        // deviations are 183.
        for (int arm = 0; arm < 3; arm++) {
            for (int before = 0; before < 3; before++) {
                int count = follows[arm][before];
                assertTrue(
                        arm == before
                                ? count > 0.7 * 100 * LAUNCHES
                                : Math.abs(count - 2_400) < 183,
                        "seed " + seed + ": " + count);
            }
        }
    }

    @Test
    void roundsHaveOrdersOfTheirOwn() {
        assertNotEquals(settings(1, 0).turns(), settings(1, 1).turns());
        assertEquals(settings(1, 1), settings(1, 1));
    }

    @Test
    void oneStepStandsForAllArms() {
        assertEquals(List.of("process@a1"), new StartTurns().stepBackends(ARMS));
        assertEquals(List.of(), new StartTurns().stepBackends(List.of()));
    }
}
