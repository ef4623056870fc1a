package tare.results.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Which quantiles of the resampled means bound a BCa interval: Efron, "Better Bootstrap Confidence
 * Intervals", JASA 82, 1987. The jackknife is wrong for medians, which are not smooth, so it is
 * used for means alone.
 */
final class BiasCorrection {

    private BiasCorrection() {}

    /** Quantiles of the replicates, both between 0 and 1. */
    record Ends(double low, double high) {}

    static Ends ends(double[] values, double mean, double[] replicates, double level) {
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double bias = normal.inverseCumulativeProbability(below(mean, replicates));
        double acceleration = acceleration(values, mean);
        double z = normal.inverseCumulativeProbability(0.5 + level / 2);
        return new Ends(
                normal.cumulativeProbability(shifted(bias, -z, acceleration)),
                normal.cumulativeProbability(shifted(bias, z, acceleration)));
    }

    /** Share of replicates below the estimate, ties by half; never quite 0 or 1. */
    static double below(double estimate, double[] replicates) {
        double below = 0;
        for (double replicate : replicates) {
            below += replicate < estimate ? 1 : replicate == estimate ? 0.5 : 0;
        }
        double half = 0.5 / replicates.length;
        return Math.min(Math.max(below / replicates.length, half), 1 - half);
    }

    /** From the jackknife; 0 for values that are all equal. */
    static double acceleration(double[] values, double mean) {
        int n = values.length;
        double sum = mean * n;
        double[] without = Arrays.stream(values).map(v -> (sum - v) / (n - 1)).toArray();
        double centre = Arrays.stream(without).sum() / n;
        double squares = 0;
        double cubes = 0;
        for (double left : without) {
            double d = centre - left;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares == 0 ? 0 : cubes / (6 * squares * StrictMath.sqrt(squares));
    }

    private static double shifted(double bias, double z, double acceleration) {
        return bias + (bias + z) / (1 - acceleration * (bias + z));
    }
}
