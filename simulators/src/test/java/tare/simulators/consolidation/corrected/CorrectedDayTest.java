package tare.simulators.consolidation.corrected;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Estate;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.cloudsim.Days;

class CorrectedDayTest {

    static List<String> policies() {
        List<String> all = new ArrayList<>(MotionPolicy.published());
        all.addAll(MotionPolicy.balancing());
        return all;
    }

    @ParameterizedTest
    @MethodSource("policies")
    void everyPolicyPlaysADay(String policy) {
        DayOutcome outcome = play(Days.drawn(), 60, policy);

        assertEquals(outcome, play(Days.drawn(), 60, policy));
        assertTrue(outcome.energyKwh() > 0 && outcome.energyKwh() < 60 * 0.135 * 24, policy);
        assertTrue(outcome.slatah() >= 0 && outcome.slatah() <= 1, policy);
        assertTrue(outcome.pdm() >= 0 && outcome.pdm() <= 0.1, policy);
        assertEquals(DayUse.SAMPLES, outcome.moments().size());
        assertEquals(policy, MotionPolicy.of(policy).orElseThrow().name());
        if (MotionPolicy.published().contains(policy) && policy.contains("-")) {
            assertTrue(outcome.migrations() > 0, policy);
        }
    }

    /** One machine at half of its 2,500 MIPS on one host of two times 2,660, for a day. */
    @Test
    void aConstantDayCostsWhatTheCurveSays() {
        double[] half = new double[DayUse.SAMPLES];
        Arrays.fill(half, 0.5);
        DayOutcome outcome = play(DayUse.of(new double[][] {half}), 2, "THR-MMT-0.8");

        // It moves to nowhere: the other host is off, and hosts are emptied into those that are on.
        double load = 1250 / 5320.0;
        double watts = 101 + (105 - 101) * (load * 10 - 2);
        assertEquals(watts * 24 / 1000, outcome.energyKwh(), 1e-9);
        assertEquals(0, outcome.migrations());
        assertEquals(0, outcome.slatah());
    }

    /** An idle machine is still there in the evening; in the other edition it is gone for good. */
    @Test
    void anIdleMachineStays() {
        double[] idle = new double[DayUse.SAMPLES];
        idle[DayUse.SAMPLES - 1] = 0.5;
        DayOutcome outcome = play(DayUse.of(new double[][] {idle}), 2, "DVFS");

        assertEquals(1, outcome.moments().get(100).activeHosts());
        assertTrue(outcome.energyKwh() > 93.7 * 24 / 1000, outcome.toString());
    }

    private static DayOutcome play(DayUse day, int hosts, String policy) {
        return CorrectedDay.play(
                day, Estate.published(hosts), MotionPolicy.of(policy).orElseThrow(), 1);
    }
}
