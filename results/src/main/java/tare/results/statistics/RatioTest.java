package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How many times as large one side is as the other, and whether that is more than chance; with one
 * value per round and side, paired by round or not. The ratio is that of geometric means; a round
 * far outside the others is pulled in, so that one disturbance does not decide.
 *
 * @param ratio other / reference, above 0
 * @param low lower end of the 95 % interval, 0 where nothing can be said
 * @param high upper end, infinity where nothing can be said
 * @param method how the interval was found
 * @param p two-sided, by permutation over rounds, above 0
 * @param smallestP the smallest p that so many rounds can give
 * @param logError standard error of the ratio's logarithm; not a number for one round a side
 * @param freedom degrees of freedom of that error, 0 for one round a side
 * @param referenceRounds rounds of the reference, at least 1
 * @param otherRounds rounds of the other side; as many where paired
 * @param paired whether rounds were paired
 */
public record RatioTest(
        double ratio,
        double low,
        double high,
        BootstrapInterval.Method method,
        double p,
        double smallestP,
        double logError,
        double freedom,
        int referenceRounds,
        int otherRounds,
        boolean paired) {

    private static final double LEVEL = 0.95;
    private static final int FEWEST_ROUNDS = 6;
    private static final int RESAMPLES = 10_000;

    /**
     * Sides measured in the same rounds; see {@link PairedRatio#of} and {@link SignFlip}.
     *
     * @param reference one value above 0 for each round
     * @param other values of the same rounds
     */
    public static RatioTest paired(double[] reference, double[] other, long seed) {
        double[] logs = Tamed.values(PairedRatio.logRatios(reference, other));
        PairedRatio ratio = PairedRatio.ofLogs(logs, seed);
        return new RatioTest(
                ratio.ratio(),
                ratio.low(),
                ratio.high(),
                ratio.method(),
                SignFlip.of(logs, seed).p(),
                SignFlip.smallest(logs.length),
                ratio.logSd() / StrictMath.sqrt(logs.length),
                logs.length - 1,
                logs.length,
                logs.length,
                true);
    }

    /**
     * Sides measured in rounds of their own, for example in two runs: Welch's t on logarithms below
     * six rounds, from there on each side's rounds resampled, with the ends taken as far out as
     * {@link PairedRatio} takes them; p by reshuffling rounds between sides.
     *
     * @param reference at least one value above 0, one for each round
     * @param other the same
     */
    public static RatioTest unpaired(double[] reference, double[] other, long seed) {
        double[] a = Tamed.values(logs(reference));
        double[] b = Tamed.values(logs(other));
        double difference = mean(b) - mean(a);
        StratifiedPermutation permutation =
                StratifiedPermutation.of(new double[][] {a}, new double[][] {b}, seed);
        double smallest = smallestUnpaired(a.length, b.length);
        if (a.length == 1 || b.length == 1) {
            return new RatioTest(
                    StrictMath.exp(difference),
                    0,
                    Double.POSITIVE_INFINITY,
                    BootstrapInterval.Method.T_ON_LOGS,
                    permutation.p(),
                    smallest,
                    Double.NaN,
                    0,
                    a.length,
                    b.length,
                    false);
        }
        double errorA = variance(a) / a.length;
        double errorB = variance(b) / b.length;
        double error = StrictMath.sqrt(errorA + errorB);
        double freedom =
                error == 0
                        ? a.length + b.length - 2.0
                        : (errorA + errorB)
                                * (errorA + errorB)
                                / (errorA * errorA / (a.length - 1)
                                        + errorB * errorB / (b.length - 1));
        double t = new TDistribution(null, freedom).inverseCumulativeProbability((1 + LEVEL) / 2);
        boolean few = Math.min(a.length, b.length) < FEWEST_ROUNDS;
        double[] ends =
                few
                        ? new double[] {difference - t * error, difference + t * error}
                        : resampled(a, b, t, seed);
        return new RatioTest(
                StrictMath.exp(difference),
                StrictMath.exp(Math.min(difference, ends[0])),
                StrictMath.exp(Math.max(difference, ends[1])),
                few ? BootstrapInterval.Method.T_ON_LOGS : BootstrapInterval.Method.CLUSTERED,
                permutation.p(),
                smallest,
                error,
                freedom,
                a.length,
                b.length,
                false);
    }

    /** The same seen from the other side: what was above 1 is below it. */
    public RatioTest inverted() {
        return new RatioTest(
                1 / ratio,
                1 / high,
                1 / low,
                method,
                p,
                smallestP,
                logError,
                freedom,
                /* referenceRounds= */ otherRounds,
                /* otherRounds= */ referenceRounds,
                paired);
    }

    /** As {@link PairedRatio#equivalenceBound}. */
    public double equivalenceBound() {
        return Math.max(high, 1 / low) - 1;
    }

    /**
     * The minimum detectable effect as a share, 0.03 for 3 %: not a number for one round a side.
     *
     * @param alpha two-sided
     * @param power the chance to see it
     */
    public double detectable(double alpha, double power) {
        return StrictMath.exp(Detectable.effect(logError, 1, alpha, power)) - 1;
    }

    private static double[] resampled(double[] a, double[] b, double t, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] differences = new double[RESAMPLES];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = drawnMean(b, random) - drawnMean(a, random);
        }
        Arrays.sort(differences);
        double n = Math.min(a.length, b.length);
        double out =
                new NormalDistribution(null, 0, 1)
                        .cumulativeProbability(-t * StrictMath.sqrt(n / (n - 1)));
        return new double[] {
            differences[Quantiles.rank(RESAMPLES, out) - 1],
            differences[Quantiles.rank(RESAMPLES, 1 - out) - 1]
        };
    }

    private static double drawnMean(double[] values, RandomGenerator random) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            sum += values[RoundSamples.below(values.length, random)];
        }
        return sum / values.length;
    }

    /**
     * The smallest p that so many rounds a side can give: one labelling, or it and its opposite.
     */
    private static double smallestUnpaired(int a, int b) {
        double ways = 1;
        for (int i = 1; i <= a && ways <= StratifiedPermutation.MOST_EXACT; i++) {
            ways = ways * (b + i) / i;
        }
        boolean drawn = ways > StratifiedPermutation.MOST_EXACT;
        return drawn ? StratifiedPermutation.SMALLEST_DRAWN : (a == b ? 2 : 1) / ways;
    }

    private static double[] logs(double[] values) {
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        return PairedRatio.logRatios(ones, values);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    }
}
