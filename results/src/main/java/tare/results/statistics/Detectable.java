package tare.results.statistics;

import org.apache.commons.math3.distribution.NormalDistribution;

/** What so many rounds can show, and how many would be needed: by the normal approximation. */
public final class Detectable {

    private Detectable() {}

    /**
     * The minimum detectable effect of paired rounds: {@code (z(1 - alpha/2) + z(power)) sd /
     * sqrt(rounds)}, in the unit of sd.
     *
     * @param sd of the rounds' differences
     * @param alpha two-sided, for example 0.01
     * @param power the chance to see it, for example 0.8
     */
    public static double effect(double sd, int rounds, double alpha, double power) {
        return factor(alpha, power) * sd / StrictMath.sqrt(rounds);
    }

    /**
     * How many paired rounds an effect needs.
     *
     * @param effect above 0, in the unit of sd
     * @return at least 1, at most {@link Integer#MAX_VALUE}
     */
    public static int rounds(double sd, double effect, double alpha, double power) {
        double root = factor(alpha, power) * sd / effect;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(root * root)));
    }

    /**
     * How many independent samples each of two sides needs for a difference of means: {@code 2 (z(1
     * - alpha/2) + z(power))^2 (sd / effect)^2}.
     */
    public static int perSide(double sd, double effect, double alpha, double power) {
        double root = factor(alpha, power) * sd / effect;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(1, Math.ceil(2 * root * root)));
    }

    private static double factor(double alpha, double power) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        return normal.inverseCumulativeProbability(1 - alpha / 2)
                + normal.inverseCumulativeProbability(power);
    }
}
