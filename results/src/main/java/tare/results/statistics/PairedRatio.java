package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * How many times as large one side is as the other, where both were measured in the same rounds:
 * the geometric mean of the rounds' ratios, with a 95 % interval. What a round does to both sides
 * cancels.
 *
 * <p>Below six rounds the interval is Student's t on the logarithms. From six on rounds are
 * resampled; percentiles of so few rounds are too narrow (87 % for 95 % with six), so they are
 * taken further out by as much as t is wider than the normal distribution (Hesterberg, "What
 * Teachers Should Know About the Bootstrap", The American Statistician 69, 2015, section 4.3).
 *
 * @param ratio other / reference, above 0
 * @param low lower end; 0 for one round, of which nothing can be said
 * @param high upper end; infinity for one round
 * @param level the interval's confidence, 0.95
 * @param method how the interval was found
 * @param rounds number of rounds, at least 1
 * @param resamples number of resamples, 0 where none were drawn
 * @param logSd standard deviation of the logarithms of the rounds' ratios; not a number for one
 */
public record PairedRatio(
        double ratio,
        double low,
        double high,
        double level,
        BootstrapInterval.Method method,
        int rounds,
        int resamples,
        double logSd) {

    private static final double LEVEL = 0.95;
    private static final int FEWEST_ROUNDS = 6;
    private static final int RESAMPLES = 10_000;

    /**
     * The ratio of two sides with one value per round each, for example the round's median.
     *
     * @param referencePerRound values above 0
     * @param otherPerRound values above 0 of the same rounds, in the same order
     * @param seed for the resampling, see {@link BootstrapInterval#seed}
     * @throws IllegalArgumentException for no round, sides of different length, or a value that is
     *     not finite and above 0
     */
    public static PairedRatio of(double[] referencePerRound, double[] otherPerRound, long seed) {
        return ofLogs(logRatios(referencePerRound, otherPerRound), seed);
    }

    /**
     * The logarithm of each round's ratio, other / reference.
     *
     * @throws IllegalArgumentException as {@link #of}
     */
    public static double[] logRatios(double[] referencePerRound, double[] otherPerRound) {
        int rounds = referencePerRound.length;
        if (rounds == 0 || rounds != otherPerRound.length) {
            throw new IllegalArgumentException(rounds + " rounds against " + otherPerRound.length);
        }
        double[] logs = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            logs[r] = log(otherPerRound[r]) - log(referencePerRound[r]);
        }
        return logs;
    }

    /**
     * The same from the logarithms of the rounds' ratios.
     *
     * @param logRatios at least one, finite
     */
    public static PairedRatio ofLogs(double[] logRatios, long seed) {
        int rounds = logRatios.length;
        double mean = Arrays.stream(logRatios).sum() / rounds;
        if (rounds == 1) {
            return new PairedRatio(
                    StrictMath.exp(mean),
                    0,
                    Double.POSITIVE_INFINITY,
                    LEVEL,
                    BootstrapInterval.Method.T_ON_LOGS,
                    1,
                    0,
                    Double.NaN);
        }
        double squares = Arrays.stream(logRatios).map(v -> (v - mean) * (v - mean)).sum();
        double sd = StrictMath.sqrt(squares / (rounds - 1));
        double t = new TDistribution(null, rounds - 1.0).inverseCumulativeProbability(upper());
        if (rounds < FEWEST_ROUNDS) {
            double half = t * sd / StrictMath.sqrt(rounds);
            return new PairedRatio(
                    StrictMath.exp(mean),
                    StrictMath.exp(mean - half),
                    StrictMath.exp(mean + half),
                    LEVEL,
                    BootstrapInterval.Method.T_ON_LOGS,
                    rounds,
                    0,
                    sd);
        }
        double[] means = sortedMeans(logRatios, seed);
        double out =
                new NormalDistribution(null, 0, 1)
                        .cumulativeProbability(-t * StrictMath.sqrt(rounds / (rounds - 1.0)));
        return new PairedRatio(
                StrictMath.exp(mean),
                StrictMath.exp(Math.min(mean, means[Quantiles.rank(RESAMPLES, out) - 1])),
                StrictMath.exp(Math.max(mean, means[Quantiles.rank(RESAMPLES, 1 - out) - 1])),
                LEVEL,
                BootstrapInterval.Method.CLUSTERED,
                rounds,
                RESAMPLES,
                sd);
    }

    /**
     * The equivalence bound: no difference larger than this share, up or down, could have been
     * missed at the interval's level. 0.03 stands for 3 %; infinity for one round.
     */
    public double equivalenceBound() {
        return Math.max(high, 1 / low) - 1;
    }

    /** Whether the rounds were enough for an interval. */
    public boolean bounded() {
        return rounds > 1;
    }

    private static double[] sortedMeans(double[] values, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] means = new double[RESAMPLES];
        for (int b = 0; b < means.length; b++) {
            double sum = 0;
            for (int i = 0; i < values.length; i++) {
                sum += values[RoundSamples.below(values.length, random)];
            }
            means[b] = sum / values.length;
        }
        Arrays.sort(means);
        return means;
    }

    private static double upper() {
        return (1 + LEVEL) / 2;
    }

    private static double log(double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a ratio needs finite values above 0: " + value);
        }
        return StrictMath.log(value);
    }
}
