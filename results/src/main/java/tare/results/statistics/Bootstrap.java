package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * Intervals for quantiles of samples that come in rounds. The unit is the round: rounds are drawn
 * with replacement, then samples within each drawn round (Kalibera and Jones, "Quantifying
 * Performance Changes with Effect Size Confidence Intervals", 2012). With fewer than six rounds
 * resampling is too narrow; Student's t on the logarithms of the rounds' own quantiles then takes
 * its place.
 */
public final class Bootstrap {

    /** Name of the resampling method in {@link Interval#method}. */
    public static final String BY_ROUNDS = "rounds-bootstrap";

    /** Name of the method for few rounds. */
    public static final String T_ON_LOGS = "t-log-rounds";

    private static final String GENERATOR = "L64X128MixRandom";
    private static final double LEVEL = 0.95;
    private static final int FEWEST_ROUNDS = 6;
    private static final int FEWEST_FOR_T = 2;
    private static final int MOST_RESAMPLES = 10_000;

    /** Bounds the work: fewer resamples of more samples. */
    private static final long MOST_DRAWS = 40_000_000L;

    private static final int FEWEST_RESAMPLES = 1_000;

    private Bootstrap() {}

    /**
     * The 95 % interval of a quantile.
     *
     * @param rounds samples, round by round; rounds without samples are left out
     * @param p quantile; the median is by type 7, others by nearest rank
     * @param seed for example a hash of the cell's key: the same file gives the same interval
     * @return an interval, or none (both ends not a number) for fewer than two rounds
     */
    public static Interval quantile(double[][] rounds, double p, long seed) {
        double[][] filled =
                Arrays.stream(rounds).filter(r -> r.length > 0).toArray(double[][]::new);
        if (filled.length < FEWEST_FOR_T) {
            return new Interval(Double.NaN, Double.NaN, LEVEL, T_ON_LOGS, filled.length);
        }
        if (filled.length < FEWEST_ROUNDS) {
            return student(filled, p);
        }
        int samples = Arrays.stream(filled).mapToInt(r -> r.length).sum();
        int resamples =
                (int) Math.max(FEWEST_RESAMPLES, Math.min(MOST_RESAMPLES, MOST_DRAWS / samples));
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        double[] estimates = new double[resamples];
        for (int b = 0; b < resamples; b++) {
            estimates[b] = estimate(draw(filled, random), p);
        }
        return new Interval(
                Quantiles.interpolated(estimates, (1 - LEVEL) / 2),
                Quantiles.interpolated(estimates, (1 + LEVEL) / 2),
                LEVEL,
                BY_ROUNDS,
                filled.length);
    }

    private static double[] draw(double[][] rounds, RandomGenerator random) {
        int[] chosen = new int[rounds.length];
        int total = 0;
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = random.nextInt(rounds.length);
            total += rounds[chosen[i]].length;
        }
        double[] drawn = new double[total];
        int n = 0;
        for (int round : chosen) {
            double[] samples = rounds[round];
            for (int i = 0; i < samples.length; i++) {
                drawn[n++] = samples[random.nextInt(samples.length)];
            }
        }
        return drawn;
    }

    private static Interval student(double[][] rounds, double p) {
        double[] values = new double[rounds.length];
        boolean positive = true;
        for (int i = 0; i < rounds.length; i++) {
            values[i] = estimate(rounds[i], p);
            positive &= values[i] > 0;
        }
        if (positive) {
            for (int i = 0; i < values.length; i++) {
                values[i] = StrictMath.log(values[i]);
            }
        }
        double mean = Arrays.stream(values).sum() / values.length;
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double error = StrictMath.sqrt(squares / (values.length - 1) / values.length);
        double half =
                new TDistribution(values.length - 1.0).inverseCumulativeProbability(0.5 + LEVEL / 2)
                        * error;
        return positive
                ? new Interval(
                        StrictMath.exp(mean - half),
                        StrictMath.exp(mean + half),
                        LEVEL,
                        T_ON_LOGS,
                        rounds.length)
                : new Interval(mean - half, mean + half, LEVEL, "t-rounds", rounds.length);
    }

    private static double estimate(double[] values, double p) {
        return p == 0.5 ? Quantiles.median(values) : Quantiles.nearestRank(values, p);
    }
}
