package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

/**
 * What a gate at these rounds would see, by injecting shifts into their own noise: each side's
 * logarithms, without their mean, are resampled by rounds, and the smallest shift that would fail
 * is noted for each resample. The same is done with normal noise of their size, because resamples
 * of few rounds vary too little; the larger answer counts.
 */
public final class Sensitivity {

    private static final int RESAMPLES = 2_000;
    private static final double POWER = 0.95;

    private Sensitivity() {}

    /**
     * The rule that a shift has to pass.
     *
     * @param logThreshold the logarithm of 1 + minimum effect
     * @param alpha two-sided, already divided by the number of tests
     * @param strict whether the interval, not only the estimate, must lie above the threshold
     */
    public record Rule(double logThreshold, double alpha, boolean strict) {

        private Rule atLeast(double log) {
            return log > logThreshold ? new Rule(log, alpha, strict) : this;
        }
    }

    /**
     * S95: the smallest true shift, as a share, that fails with a chance of 95 %. The chance of the
     * permutation test is taken from Student's t, which is close from eight rounds on.
     *
     * @param logs the logarithms of the rounds' ratios; at least two
     */
    public static double paired(double[] logs, Rule rule, long seed) {
        return paired(logs, null, rule, seed);
    }

    /**
     * The same where a noise floor may set the threshold: another run has another floor, so one is
     * drawn for each resample.
     *
     * @param floor of this run, whose arms do not differ by more than chance; or null
     * @param rule whose threshold is the minimum effect without the floor
     */
    public static double paired(double[] logs, @Nullable NoiseFloor floor, Rule rule, long seed) {
        Floors floors = Floors.of(floor);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] noise = centred(Tamed.values(logs));
        int n = noise.length;
        Ends ends = Ends.of(n - 1.0, rule.alpha());
        double[] shifts = new double[RESAMPLES];
        for (int i = 0; i < shifts.length; i++) {
            Drawn drawn = Drawn.of(noise, random);
            Rule drawnRule = floors.resampled(rule, random);
            shifts[i] = shift(drawn.mean(), StrictMath.sqrt(drawn.error()), ends, drawnRule);
        }
        double error = StrictMath.sqrt(squares(noise) / n / n);
        return larger(shifts, normal(error, n - 1.0, ends, rule, floors, random));
    }

    /**
     * The same of sides with rounds of their own.
     *
     * @param reference one value above 0 for each round, at least two
     * @param other the same
     * @param freedom of the difference's error, as {@link RatioTest#freedom}
     */
    public static double unpaired(
            double[] reference, double[] other, double freedom, Rule rule, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double[] a = noise(reference);
        double[] b = noise(other);
        Ends ends = Ends.of(freedom, rule.alpha());
        double[] shifts = new double[RESAMPLES];
        for (int i = 0; i < shifts.length; i++) {
            Drawn left = Drawn.of(a, random);
            Drawn right = Drawn.of(b, random);
            double error = StrictMath.sqrt(left.error() + right.error());
            shifts[i] = shift(right.mean() - left.mean(), error, ends, rule);
        }
        double error =
                StrictMath.sqrt(
                        squares(a) / a.length / a.length + squares(b) / b.length / b.length);
        return larger(shifts, normal(error, freedom, ends, rule, Floors.of(null), random));
    }

    /**
     * How many rounds it would take to fail a shift with a chance of 95 %, by the normal
     * approximation: threshold and error both shrink with the root of the rounds where noise sets
     * them.
     *
     * @param logError standard error at these rounds
     * @param rounds how many these are
     * @param logMinimum the logarithm of 1 + the minimum effect that does not come from noise
     * @param logFloor the logarithm of 1 + the noise floor at these rounds, 0 for none
     * @param shift as a share
     * @param alpha two-sided, already divided by the number of tests
     * @return at least 1; {@link Integer#MAX_VALUE} where the minimum effect hides the shift
     */
    public static int rounds(
            double logError,
            int rounds,
            double logMinimum,
            double logFloor,
            double shift,
            double alpha) {
        double room = StrictMath.log(1 + shift);
        if (logMinimum >= room) {
            return Integer.MAX_VALUE;
        }
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double power = normal.inverseCumulativeProbability(POWER);
        double width = (normal.inverseCumulativeProbability(.975) + power) * logError;
        double chance = (normal.inverseCumulativeProbability(1 - alpha / 2) + power) * logError;
        double root =
                Math.max(
                        chance / room,
                        Math.max(width / (room - logMinimum), (width + logFloor) / room));
        double needed = Math.ceil(rounds * root * root);
        return (int) Math.min(Integer.MAX_VALUE, Math.max(needed, SignFlip.fewestRounds(alpha)));
    }

    /** Smallest failing shifts under normal noise; its spread by Wilson and Hilferty. */
    private static double[] normal(
            double error,
            double freedom,
            Ends ends,
            Rule rule,
            Floors floors,
            RandomGenerator random) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double[] shifts = new double[RESAMPLES];
        for (int i = 0; i < shifts.length; i++) {
            double mean = error * normal.inverseCumulativeProbability(uniform(random));
            double found = error * spread(freedom, normal, random);
            shifts[i] = shift(mean, found, ends, floors.normal(rule, normal, random));
        }
        return shifts;
    }

    /** What a sample's standard deviation is of the true one: the root of chi-square / f. */
    private static double spread(
            double freedom, NormalDistribution normal, RandomGenerator random) {
        double part = 2 / (9 * freedom);
        double root =
                1
                        - part
                        + StrictMath.sqrt(part)
                                * normal.inverseCumulativeProbability(uniform(random));
        return StrictMath.sqrt(Math.max(0, root * root * root));
    }

    /**
     * The noise floors of other runs.
     *
     * @param noise of the arms; empty where there is no floor
     * @param error the true standard error of the arms' difference, as far as it is known
     * @param quantile from a standard error to a floor
     */
    // Private, and nobody writes into the array.
    @SuppressWarnings("ArrayRecordComponent")
    private record Floors(double[] noise, double error, double quantile) {

        static Floors of(@Nullable NoiseFloor floor) {
            if (floor == null) {
                return new Floors(new double[0], 0, 0);
            }
            double[] noise = centred(floor.logs());
            int n = noise.length;
            return new Floors(noise, StrictMath.sqrt(squares(noise)) / n, NoiseFloor.quantile(n));
        }

        Rule resampled(Rule rule, RandomGenerator random) {
            return noise.length == 0
                    ? rule
                    : rule.atLeast(quantile * StrictMath.sqrt(Drawn.of(noise, random).error()));
        }

        Rule normal(Rule rule, NormalDistribution normal, RandomGenerator random) {
            return noise.length == 0
                    ? rule
                    : rule.atLeast(quantile * error * spread(noise.length - 1.0, normal, random));
        }
    }

    /** Strictly between 0 and 1. */
    private static double uniform(RandomGenerator random) {
        return ((random.nextLong() >>> 11) + .5) * 0x1p-53;
    }

    private static double larger(double[] resampled, double[] normal) {
        return StrictMath.exp(
                        Math.max(
                                Quantiles.nearestRank(resampled, POWER),
                                Quantiles.nearestRank(normal, POWER)))
                - 1;
    }

    private static double squares(double[] values) {
        return Arrays.stream(values).map(v -> v * v).sum();
    }

    private static double shift(double mean, double error, Ends ends, Rule rule) {
        double interval = ends.interval() * error;
        double threshold =
                rule.strict()
                        ? rule.logThreshold() + interval
                        : Math.max(rule.logThreshold(), interval);
        return Math.max(threshold, ends.chance() * error) - mean;
    }

    private static double[] noise(double[] values) {
        return centred(Tamed.values(Arrays.stream(values).map(StrictMath::log).toArray()));
    }

    /**
     * Centred, and as wide as the noise behind the sample: a resample's standard deviation is
     * smaller by the root of (n - 1) / n, and a sample's own is too small on average, by about (4 n
     * - 4) / (4 n - 3) for normal noise.
     */
    private static double[] centred(double[] logs) {
        int n = logs.length;
        double mean = Arrays.stream(logs).sum() / n;
        double wider = StrictMath.sqrt(n / (n - 1.0)) * (4 * n - 3.0) / (4 * n - 4.0);
        return Arrays.stream(logs).map(v -> (v - mean) * wider).toArray();
    }

    /** Distances in standard errors: of the 95 % interval's end, and of p = alpha. */
    private record Ends(double interval, double chance) {
        static Ends of(double freedom, double alpha) {
            TDistribution t = new TDistribution(null, freedom);
            return new Ends(
                    t.inverseCumulativeProbability(.975),
                    t.inverseCumulativeProbability(1 - alpha / 2));
        }
    }

    /** A resample: its mean, and the square of the mean's standard error. */
    private record Drawn(double mean, double error) {
        static Drawn of(double[] noise, RandomGenerator random) {
            int n = noise.length;
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < n; i++) {
                double value = noise[RoundSamples.below(n, random)];
                sum += value;
                squares += value * value;
            }
            double mean = sum / n;
            return new Drawn(mean, Math.max(0, squares - n * mean * mean) / (n - 1) / n);
        }
    }
}
