package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantilesProperties {

    private static final double[] LEVELS = {.01, .25, .5, .75, .9, .99, .999};

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void anyEstimateLiesWithinTheSamplesAndGrowsWithTheQuantile(long seed) {
        double[] samples = samples(seed);
        double min = Arrays.stream(samples).min().orElseThrow();
        double max = Arrays.stream(samples).max().orElseThrow();
        double before = min;
        for (double p : LEVELS) {
            double seven = Quantiles.type7(samples, p);
            assertTrue(before <= seven && seven <= max);
            before = seven;
            for (double estimate :
                    new double[] {
                        Quantiles.of(samples, p),
                        Quantiles.type6(samples, p),
                        Quantiles.nearestRank(samples, p),
                        Quantiles.harrellDavis(samples, p)
                    }) {
                double slack = 1e-12 * Math.abs(max);
                assertTrue(min - slack <= estimate && estimate <= max + slack);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void nearestRankIsTheSmallestSampleThatEnoughLieBelow(long seed) {
        double[] samples = samples(seed);
        for (double p : LEVELS) {
            double found = Quantiles.nearestRank(samples, p);
            long upTo = Arrays.stream(samples).filter(x -> x <= found).count();
            long under = Arrays.stream(samples).filter(x -> x < found).count();
            assertTrue(upTo >= samples.length * p - 1e-9);
            assertTrue(under < samples.length * p);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8})
    void scaleAndShiftPassThrough(long seed) {
        double[] samples = samples(seed);
        double[] moved = Arrays.stream(samples).map(x -> 4 * x + 1024).toArray();
        for (double p : LEVELS) {
            assertEquals(4 * Quantiles.of(samples, p) + 1024, Quantiles.of(moved, p), 1e-6);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void orderIntervalsCoverAtLeastTheirLevelAndAreTight(long seed) {
        double[] samples = samples(seed);
        for (double p : LEVELS) {
            Quantiles.interval(samples, p, .95)
                    .ifPresent(
                            interval -> {
                                assertTrue(interval.coverage() >= .95 - 1e-9);
                                assertTrue(interval.lowRank() >= 1);
                                assertTrue(interval.highRank() <= samples.length);
                                assertTrue(interval.low() <= interval.high());
                            });
        }
    }

    private static double[] samples(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] samples = new double[1 + random.nextInt(600)];
        for (int i = 0; i < samples.length; i++) {
            // Whole numbers, so that there are ties.
            samples[i] = Math.rint(StrictMath.exp(random.nextDouble() * 8));
        }
        return samples;
    }
}
