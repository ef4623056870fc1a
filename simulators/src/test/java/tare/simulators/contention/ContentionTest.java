package tare.simulators.contention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.simulators.queue.Arrivals;
import tare.simulators.queue.Draws;
import tare.simulators.queue.Sharing;
import tare.simulators.queue.Stretch;

/** What instances do to each other, against demands that are drawn. */
class ContentionTest {

    private static final Demand USUAL =
            new Demand(List.of(0.05, 0.2, 0.5, 1.0), List.of(50.0, 30.0, 15.0, 5.0));
    private static final int MOMENTS = 40_000;

    @Test
    void momentsByHand() {
        Demand half = new Demand(List.of(0.0, 1.0), List.of(1.0, 3.0));
        assertEquals(0.75, half.mean(), 1e-12);
        assertEquals(0.1875, half.variance(), 1e-12);
        assertEquals(StrictMath.log(0.25 + 0.75 * StrictMath.E), half.logMoment(1), 1e-12);
        assertEquals(800, half.logMoment(800), 1, "no overflow");
        assertEquals(1, half.at(0.9));
        assertEquals(0, half.at(0.2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void waitingIsWhatDrawnDemandsWait(long seed) {
        Draws draws = new Draws(seed);
        int instances = 60 + draws.below(200);
        double[] asked = new double[instances];
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < instances; i++) {
            asked[i] = 0.25 * (1 + draws.below(4));
            sum += asked[i];
            squares += asked[i] * asked[i];
        }
        List<Double> levels = List.of(0.6, 1.0, 1.4);
        double cores = sum * USUAL.mean() * (1.05 + 0.3 * draws.uniform());
        double waits = 0;
        double wanted = 0;
        for (double level : levels) {
            for (int moment = 0; moment < MOMENTS / 3; moment++) {
                double demand = 0;
                for (double each : asked) {
                    demand += each * level * USUAL.at(draws.uniform());
                }
                waits += Math.max(0, demand - cores);
                wanted += demand;
            }
        }
        double told = new CpuContention(USUAL, levels).waiting(cores, sum, squares);
        assertEquals(waits / wanted, told, 0.05 * told + 0.0005, "seed " + seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void riskIsNeverBelowThatOfDrawnDemands(long seed) {
        Draws draws = new Draws(seed);
        double[] sizes = {256, 1024, 4096};
        int[] counts = {100 + draws.below(100), 20 + draws.below(50), 1 + draws.below(20)};
        double asked = 0;
        for (int k = 0; k < sizes.length; k++) {
            asked += counts[k] * sizes[k];
        }
        double room = asked * USUAL.mean() * (1.1 + 0.3 * draws.uniform());
        int short_ = 0;
        for (int moment = 0; moment < MOMENTS; moment++) {
            double demand = 0;
            for (int k = 0; k < sizes.length; k++) {
                for (int i = 0; i < counts[k]; i++) {
                    demand += sizes[k] * USUAL.at(draws.uniform());
                }
            }
            short_ += demand > room ? 1 : 0;
        }
        double drawn = (double) short_ / MOMENTS;
        double told = new MemoryPressure(USUAL).risk(room, sizes, counts);
        double doubt = 4 * Math.sqrt(drawn / MOMENTS) + 1.0 / MOMENTS;
        assertTrue(told >= drawn - doubt, "seed " + seed + ": " + told + " below " + drawn);
        assertTrue(told <= 1, "seed " + seed);
    }

    @Test
    void riskAtItsEnds() {
        MemoryPressure pressure = new MemoryPressure(USUAL);
        double[] sizes = {1};
        assertEquals(0, pressure.risk(100, sizes, new int[] {100}), "all may need all");
        assertEquals(1, pressure.risk(15, sizes, new int[] {100}), "the mean is more");
        // One instance needs all with 5 %: the bound is that, and not a hair more.
        assertEquals(0.05, pressure.risk(0.999999, sizes, new int[] {1}), 1e-3);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void latencyIsThatOfPlayedSharing(long seed) {
        int cores = 4;
        double busy = 0.8;
        Arrivals jobs =
                Arrivals.poisson(
                        400_000,
                        1 / (busy * cores),
                        draws -> draws.exponential(1),
                        new Draws(seed));
        double[] ends = Sharing.ends(jobs, Stretch.cores(cores), Integer.MAX_VALUE);
        double stay = Arrays.stream(ends).sum() - Arrays.stream(jobs.at()).sum();
        double told = CpuContention.latencyFactor(cores, busy);
        assertEquals(told, stay / ends.length, 0.06 * told, "seed " + seed);
    }

    @Test
    void noDeviationIsPlainArithmetic() {
        assertEquals(2, CpuContention.excess(8, 10, 0));
        assertEquals(0, CpuContention.excess(8, 6, 0));
        CpuContention steady = new CpuContention(Demand.always(1), List.of(1.0));
        assertEquals(0.2, steady.waiting(8, 10, 10), 1e-12, "two of ten cores wait");
        assertEquals(1, steady.busiest(8, 10));
    }
}
