package tare.simulators.storm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.model.BackendClass;
import tare.simulators.queue.Draws;
import tare.simulators.queue.Erlang;
import tare.simulators.queue.SingleServer;

/** Storms and scaling against what is known in closed form. */
class StormTest {

    private static final double SECOND = 1e9;

    @Test
    void equalStartsEndTogether() {
        StartTimes starts = constant(30e6, 1);
        assertArrayEquals(
                new double[] {30e6, 30e6, 30e6},
                BootStorm.of(3, 1, 4).latencies(starts, new Draws(1)),
                1e-3,
                "room for all");
        assertEquals(
                75e6,
                BootStorm.of(10, 1, 4).latencies(starts, new Draws(1))[9],
                1e-3,
                "10 on 4 cores");
        assertEquals(
                90e6,
                new BootStorm(10, 1, 4, 4, 0, 0, 0, Provisioning.NONE)
                        .latencies(starts, new Draws(1))[9],
                1e-3,
                "three turns of 4");
        assertEquals(
                30e6,
                BootStorm.of(10, 4, 4).latencies(starts, new Draws(1))[9],
                1e-3,
                "hosts share them");
        assertEquals(
                30e6,
                BootStorm.of(40, 1, 4).latencies(constant(30e6, 0.1), new Draws(1))[39],
                1e-3,
                "starts that mostly wait do not fill cores");
    }

    @Test
    void hostsComeFirstWhereTheyAreMade() {
        Provisioning machines = new Provisioning("machines", List.of(40 * SECOND), 2);
        double[] latencies =
                new BootStorm(5, 5, 4, 8, 0, 0, 0, machines)
                        .latencies(constant(SECOND, 1), new Draws(7));
        assertArrayEquals(
                new double[] {41e9, 41e9, 81e9, 81e9, 121e9}, latencies, 1, "two at a time");
    }

    @Test
    void whatIsKeptWarmIsHandedOver() {
        double[] latencies =
                new BootStorm(4, 1, 4, 8, 3, 2e6, 10e6, Provisioning.NONE)
                        .latencies(constant(30e6, 1), new Draws(7));
        assertArrayEquals(new double[] {2e6, 2e6, 2e6, 40e6}, latencies, 1e-3);
        assertEquals(0, BootStorm.of(0, 3, 1).latencies(constant(1, 1), new Draws(1)).length);
    }

    @Test
    void theCurveIsFollowedAndGoesOn() {
        StartTimes starts =
                new StartTimes(
                        "measured",
                        BackendClass.CONTAINER,
                        List.of(1.0),
                        1,
                        List.of(
                                new StartTimes.Point(1, 1),
                                new StartTimes.Point(4, 1.6),
                                new StartTimes.Point(8, 4)),
                        2,
                        new TreeSet<>(),
                        "test");
        assertEquals(1, starts.stretch(2).of(1), 1e-12);
        assertEquals(1.2, starts.stretch(2).of(2), 1e-12);
        assertEquals(4, starts.stretch(2).of(8), 1e-12);
        assertEquals(8.8, starts.stretch(2).of(16), 1e-12, "as steeply");
        assertEquals(4, starts.stretch(4).of(16), 1e-12, "twice the cores, twice as many");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void coldStartsAreAPoissonTail(long seed) {
        // Starts that take no time, and nothing kept beside the pool: busy ones are an
        // M/M/infinity.
        double load = 8;
        int pool = 10;
        Autoscale.Outcome outcome =
                Autoscale.play(
                        constant(1e-3, 1e-6),
                        Load.steady(load, 60_000 * SECOND, SECOND),
                        new Scaling(pool, 0, Integer.MAX_VALUE, 1e6),
                        new Draws(seed));
        double term = StrictMath.exp(-load);
        double expected = 1;
        for (int busy = 0; busy < pool; busy++) {
            expected -= term;
            term *= load / (busy + 1);
        }
        assertEquals(expected, outcome.coldShare(), 0.03 * expected, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void waitsForAFullPoolAreErlangsC(long seed) {
        double load = 8;
        int pool = 10;
        Autoscale.Outcome outcome =
                Autoscale.play(
                        constant(SECOND, 1),
                        Load.steady(load, 50_000 * SECOND, SECOND),
                        new Scaling(pool, 0, pool, 1),
                        new Draws(seed));
        double mean = Arrays.stream(outcome.waits()).average().orElseThrow() / SECOND;
        double expected = Erlang.meanWait(pool, load);
        assertEquals(expected, mean, 0.08 * expected, "seed " + seed);
        assertEquals(0, outcome.cold(), "none may be started");
        assertEquals(pool, outcome.meanInstances(), 1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void coldStartsThatShareACoreAreAnMg1(long seed) {
        // Every request is cold; starts share one core: M/G/1 with processor sharing.
        double rate = 0.7;
        Autoscale.Outcome outcome =
                Autoscale.play(
                        constant(SECOND, 1),
                        Load.steady(rate, 400_000 * SECOND, 1),
                        new Scaling(0, 0, Integer.MAX_VALUE, 1),
                        new Draws(seed));
        double mean = Arrays.stream(outcome.waits()).average().orElseThrow() / SECOND;
        double expected = SingleServer.meanStayShared(rate, 1);
        assertEquals(expected, mean, 0.06 * expected, "seed " + seed);
        assertEquals(1, outcome.coldShare());
    }

    @ParameterizedTest
    @ValueSource(longs = {31, 32, 33, 34, 35, 36})
    void keepingMoreNeverStartsMore(long seed) {
        Load load = new Load(20, 8, 60 * SECOND, 20 * SECOND, 120 * SECOND, SECOND);
        double before = 2;
        for (int keep : new int[] {0, 10, 40, 160}) {
            Autoscale.Outcome outcome =
                    Autoscale.play(
                            constant(0.2 * SECOND, 1),
                            load,
                            new Scaling(keep, 30 * SECOND, Integer.MAX_VALUE, 64),
                            new Draws(seed));
            // The loads differ, as draws are taken in another order: allow for that.
            assertTrue(outcome.coldShare() <= before + 0.05, "seed " + seed + ", " + keep);
            assertEquals(outcome.requests(), outcome.waits().length);
            before = outcome.coldShare();
        }
    }

    private static StartTimes constant(double nanos, double cpu) {
        return new StartTimes(
                "constant",
                BackendClass.CONTAINER,
                List.of(nanos),
                cpu,
                List.of(),
                1,
                new TreeSet<>(),
                "test");
    }
}
