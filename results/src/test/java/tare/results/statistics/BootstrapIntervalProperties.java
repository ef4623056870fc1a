package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapIntervalProperties {

    /**
     * Samples of a round share an effect as large as their own noise: 40 runs whose true median is
     * 1,000. The interval of pooled samples would miss in half of them.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {4, 17, 29})
    void intervalsHoldTheTruthThoughSamplesOfARoundResembleEachOther(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int rounds : new int[] {4, 10}) {
            int held = 0;
            for (int run = 0; run < 40; run++) {
                BootstrapInterval interval =
                        BootstrapInterval.ofQuantile(normal(random, rounds), .5, seed + run)
                                .orElseThrow();
                held += interval.low() <= 1000 && 1000 <= interval.high() ? 1 : 0;
            }
            int count = held;
            assertTrue(count >= 34, () -> count + " of 40 with " + rounds + " rounds");
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void intervalsLieWithinTheSamplesAndAroundTheEstimate(long seed) {
        double[][] rounds = BootstrapIntervalTest.rounds(seed, 6 + (int) seed, 60, 500);
        double[] all = Arrays.stream(rounds).flatMapToDouble(Arrays::stream).sorted().toArray();
        for (double p : new double[] {.5, .9, .99}) {
            BootstrapInterval interval =
                    BootstrapInterval.ofQuantile(rounds, p, seed).orElseThrow();
            assertTrue(all[0] <= interval.low());
            assertTrue(interval.low() <= interval.estimate());
            assertTrue(interval.estimate() <= interval.high());
            assertTrue(interval.high() <= all[all.length - 1]);
        }
    }

    private static double[][] normal(RandomGenerator random, int rounds) {
        double[][] values = new double[rounds][20];
        for (double[] round : values) {
            double effect = 50 * random.nextGaussian();
            for (int i = 0; i < round.length; i++) {
                round[i] = 1000 + effect + 50 * random.nextGaussian();
            }
        }
        return values;
    }
}
