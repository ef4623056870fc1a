package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class BootstrapIntervalTest {

    private static final double[] SKEWED = {1, 2, 3, 4, 10};

    /** All 3,125 resamples of the mean of {1,2,3,4,10}. */
    @Test
    void biasCorrectionOfAllResamplesOfAMean() {
        double[] means = means(SKEWED);
        assertEquals(3125, means.length);
        assertEquals(1553, Arrays.stream(means).filter(m -> m < 4).count());
        assertEquals(221, Arrays.stream(means).filter(m -> m == 4).count());
        assertEquals(.0848528, BiasCorrection.acceleration(SKEWED, 4), 5e-8);
        assertEquals((1553 + 110.5) / 3125, BiasCorrection.below(4, means), 1e-12);
        BiasCorrection.Ends ends = BiasCorrection.ends(SKEWED, 4, means, .95);
        assertEquals(.061853, ends.low(), 5e-7);
        assertEquals(.994609, ends.high(), 5e-7);
        assertEquals(2.0, Quantiles.nearestRank(means, ends.low()));
        assertEquals(8.2, Quantiles.nearestRank(means, ends.high()));
        assertEquals(1.8, Quantiles.nearestRank(means, .025));
        assertEquals(7.2, Quantiles.nearestRank(means, .975));
    }

    @Test
    void resampledMeanComesCloseToAllResamples() {
        BootstrapInterval interval = BootstrapInterval.ofMean(SKEWED, 42).orElseThrow();
        assertEquals(4, interval.estimate());
        assertEquals(2.0, interval.low(), .2);
        assertEquals(8.2, interval.high(), .4);
        assertEquals(BootstrapInterval.Method.BCA, interval.method());
        assertEquals(10_000, interval.resamples());
    }

    /** P(median* = 1..5) is 181, 811, 1141, 811, 181 over 3125. */
    @Test
    void resampledMedianHasItsExactDistribution() {
        RoundSamples samples = new RoundSamples(new double[][] {{3, 1, 5, 2, 4}});
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        int draws = 100_000;
        double[] counts = new double[5];
        for (int i = 0; i < draws; i++) {
            samples.draw(new int[] {0}, random);
            counts[(int) samples.quantile(.5) - 1]++;
        }
        double[] exact = {181, 811, 1141, 811, 181};
        double chiSquare = 0;
        for (int i = 0; i < exact.length; i++) {
            double expected = draws * exact[i] / 3125;
            chiSquare += (counts[i] - expected) * (counts[i] - expected) / expected;
        }
        // 0.999 quantile of chi-square with four degrees of freedom.
        assertTrue(chiSquare < 18.5, "chi-square " + chiSquare);
    }

    @Test
    void resampledQuantileIsThatOfTheDrawnSamples() {
        // One sample a round: a draw of rounds is a draw of samples, known to the test.
        double[][] rounds = {{4}, {7}, {7}, {1}, {9}, {20}};
        RoundSamples samples = new RoundSamples(rounds);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        for (int[] chosen : new int[][] {{0, 1, 2, 3, 4, 5}, {0, 0, 5, 5, 5, 5}, {3, 1, 0, 4}}) {
            samples.draw(chosen, random);
            double[] drawn = Arrays.stream(chosen).mapToDouble(r -> rounds[r][0]).toArray();
            for (double p : new double[] {.1, .25, .5, .8, .9, .99}) {
                assertEquals(Quantiles.of(drawn, p), samples.quantile(p), 1e-12);
            }
        }
    }

    @Test
    void sameSeedSameIntervalOtherSeedAnother() {
        double[][] rounds = rounds(3, 12, 30, 1000);
        assertEquals(
                BootstrapInterval.ofQuantile(rounds, .5, 9),
                BootstrapInterval.ofQuantile(rounds, .5, 9));
        assertNotEquals(
                BootstrapInterval.ofQuantile(rounds, .5, 9),
                BootstrapInterval.ofQuantile(rounds, .5, 10));
        assertEquals(0xcbf29ce484222325L, BootstrapInterval.seed(""));
        assertEquals(0xaf63dc4c8601ec8cL, BootstrapInterval.seed("a"));
    }

    /** These figures must not change with the release of Java. */
    @Test
    void figuresAreTheSameOnEveryMachine() {
        BootstrapInterval interval =
                BootstrapInterval.ofQuantile(rounds(3, 12, 30, 1000), .5, 9).orElseThrow();
        assertEquals(1199, interval.low());
        assertEquals(1272, interval.high());
    }

    /**
     * mean ± t(3) sd / 2 of the logarithms of 8, 4, 2, 1: 1.5 ± 3.182446 * 1.290994 / 2, times ln
     * 2.
     */
    @Test
    void fewRoundsGetStudentsTOnLogarithms() {
        double[][] rounds = {{8, 8, 8}, {3, 4, 5}, {2}, {1, 1}};
        BootstrapInterval interval = BootstrapInterval.ofQuantile(rounds, .5, 1).orElseThrow();
        assertEquals(BootstrapInterval.Method.T_ON_LOGS, interval.method());
        assertEquals(4, interval.rounds());
        assertEquals(StrictMath.pow(2, 1.5), interval.estimate(), 1e-9);
        double half = 3.182446305 * 1.2909944487 / 2;
        assertEquals(StrictMath.pow(2, 1.5 - half), interval.low(), 1e-7);
        assertEquals(StrictMath.pow(2, 1.5 + half), interval.high(), 1e-7);
    }

    @Test
    void valuesThatHaveNoLogarithmGetStudentsTAsTheyAre() {
        double[][] rounds = {{-1}, {0}, {1}};
        BootstrapInterval interval = BootstrapInterval.ofQuantile(rounds, .5, 1).orElseThrow();
        assertEquals(BootstrapInterval.Method.T_ON_VALUES, interval.method());
        assertEquals(4.302652730 / StrictMath.sqrt(3), interval.high(), 1e-7);
    }

    @Test
    void tooLittleHasNoInterval() {
        assertTrue(BootstrapInterval.ofQuantile(new double[][] {{1, 2}}, .5, 1).isEmpty());
        assertTrue(BootstrapInterval.ofQuantile(new double[][] {{1}, {}}, .5, 1).isEmpty());
        // 298 samples say nothing of p99, 300 do; five rounds say nothing of a tail.
        assertTrue(BootstrapInterval.ofQuantile(rounds(1, 2, 149, 9), .99, 1).isEmpty());
        assertTrue(BootstrapInterval.ofQuantile(rounds(1, 5, 100, 9), .99, 1).isEmpty());
        assertTrue(BootstrapInterval.ofQuantile(rounds(1, 6, 50, 9), .99, 1).isPresent());
        assertTrue(BootstrapInterval.ofMean(new double[] {1}, 1).isEmpty());
    }

    @Test
    void ratioCancelsWhatARoundDoesToBothSides() {
        double[][] a = rounds(5, 10, 20, 1000);
        double[][] b = new double[a.length][];
        for (int r = 0; r < a.length; r++) {
            double disturbance = r % 2 == 0 ? 1 : 50;
            a[r] = Arrays.stream(a[r]).map(x -> x * disturbance).toArray();
            b[r] = Arrays.stream(a[r]).map(x -> x * 1.5).toArray();
        }
        BootstrapInterval ratio = BootstrapInterval.ofRatio(a, b, 3).orElseThrow();
        assertEquals(1.5, ratio.estimate(), 1e-9);
        assertTrue(ratio.low() > .03 && ratio.low() <= 1.5);
        BootstrapInterval few =
                BootstrapInterval.ofRatio(Arrays.copyOf(a, 4), Arrays.copyOf(b, 4), 3)
                        .orElseThrow();
        assertEquals(BootstrapInterval.Method.T_ON_LOGS, few.method());
        assertEquals(1.5, few.low(), 1e-9);
        assertEquals(1.5, few.high(), 1e-9);
    }

    @Test
    void ratioRefusesWhatCannotBePaired() {
        double[][] three = {{1}, {2}, {3}};
        double[][] two = {{1}, {2}};
        double[][] zero = {{1}, {0}};
        assertThrows(
                IllegalArgumentException.class, () -> BootstrapInterval.ofRatio(three, two, 1));
        assertThrows(IllegalArgumentException.class, () -> BootstrapInterval.ofRatio(two, zero, 1));
        double[][] gap = {{1}, {}};
        assertTrue(BootstrapInterval.ofRatio(two, gap, 1).isEmpty());
    }

    @Test
    void manySamplesGetFewerResamplesAndAreThinned() {
        double[][] rounds = rounds(11, 10, 20_000, 1000);
        BootstrapInterval interval = BootstrapInterval.ofQuantile(rounds, .5, 1).orElseThrow();
        assertEquals(1_000, interval.resamples());
        assertEquals(RoundSamples.MOST_SAMPLES, new RoundSamples(rounds).size());
        assertTrue(interval.low() <= interval.estimate());
        assertTrue(interval.estimate() <= interval.high());
        assertTrue(interval.high() / interval.low() < 1.1);
    }

    /** Rounds of log-uniform samples around a centre, shifted a little from round to round. */
    static double[][] rounds(long seed, int rounds, int samples, double centre) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[][] values = new double[rounds][samples];
        for (double[] round : values) {
            double effect = centre * (1 + .02 * random.nextDouble());
            for (int i = 0; i < samples; i++) {
                round[i] = Math.rint(effect * StrictMath.exp(.4 * random.nextDouble()));
            }
        }
        return values;
    }

    private static double[] means(double[] values) {
        int n = values.length;
        double[] means = new double[(int) Math.pow(n, n)];
        for (int code = 0; code < means.length; code++) {
            double sum = 0;
            int rest = code;
            for (int i = 0; i < n; i++) {
                sum += values[rest % n];
                rest /= n;
            }
            means[code] = sum / n;
        }
        return means;
    }

    /** By the same draws, several quantiles get what each gets alone. */
    @Test
    void severalQuantilesShareTheirDraws() {
        double[][] rounds = drawn(8, 100);
        double[] quantiles = {.5, .9, .99};
        List<Optional<BootstrapInterval>> together =
                BootstrapInterval.ofQuantiles(rounds, quantiles, 5, 40_000_000);
        for (int i = 0; i < quantiles.length; i++) {
            assertEquals(BootstrapInterval.ofQuantile(rounds, quantiles[i], 5), together.get(i));
        }
        assertEquals(
                List.of(Optional.empty()),
                BootstrapInterval.ofQuantiles(drawn(4, 10), new double[] {.99}, 5, 1_000_000));
    }

    /** Less work gives an interval of about the same width, and not a narrower one. */
    @Test
    void boundedWorkDoesNotNarrowTheInterval() {
        double[][] rounds = drawn(10, 4_000);
        for (double p : new double[] {.5, .9, .99}) {
            BootstrapInterval all = BootstrapInterval.ofQuantile(rounds, p, 5).orElseThrow();
            BootstrapInterval less =
                    BootstrapInterval.ofQuantiles(rounds, new double[] {p}, 5, 2_000_000)
                            .get(0)
                            .orElseThrow();
            double ratio = (less.high() - less.low()) / (all.high() - all.low());
            assertTrue(ratio > .85 && ratio < 2.5, p + ": " + ratio);
            assertEquals(all.estimate(), less.estimate());
        }
    }

    private static double[][] drawn(int rounds, int samples) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        double[][] drawn = new double[rounds][samples];
        for (double[] round : drawn) {
            double level = 1 + .05 * random.nextGaussian();
            Arrays.setAll(round, i -> level * StrictMath.exp(.2 * random.nextGaussian()));
        }
        return drawn;
    }
}
