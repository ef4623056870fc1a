package tare.results.statistics;

import java.util.Arrays;

/**
 * Sample quantiles by the types of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The
 * American Statistician 50(4), 1996. Tare shows the median by type 7 and tails by type 1, which
 * never invents a value between two samples.
 */
public final class Quantiles {

    private Quantiles() {}

    /** The median by type 7. */
    public static double median(double... values) {
        return interpolated(values, 0.5);
    }

    /** Type 7: linear between order statistics, {@code h = (n - 1) p + 1}. */
    public static double interpolated(double[] values, double p) {
        return at(sorted(values, p), (values.length - 1) * p);
    }

    /** Type 6, as JMH and commons-math have it: {@code h = (n + 1) p}. */
    public static double type6(double[] values, double p) {
        return at(sorted(values, p), (values.length + 1) * p - 1);
    }

    /** Type 1, the nearest rank: the order statistic of rank {@code ceil(n p)}. */
    public static double nearestRank(double[] values, double p) {
        double[] sorted = sorted(values, p);
        // Without the correction 0.07 * 100 is a little more than 7, and its rank 8.
        int rank = (int) Math.ceil(values.length * p - 1e-9);
        return sorted[Math.max(0, rank - 1)];
    }

    /**
     * The fewest independent samples for which order statistics give any two-sided interval of a
     * quantile at this level: the sample's range must cover it.
     *
     * @param p quantile, between 0 and 1
     * @param level confidence, for example 0.95
     */
    public static int fewestForInterval(double p, double level) {
        double tail = Math.max(p, 1 - p);
        int n = 1;
        // P(min <= quantile < max) = 1 - p^n - (1 - p)^n
        while (1 - StrictMath.pow(tail, n) - StrictMath.pow(1 - tail, n) < level) {
            n++;
        }
        return n;
    }

    private static double at(double[] sorted, double position) {
        double h = Math.min(Math.max(position, 0), sorted.length - 1.0);
        int below = (int) h;
        if (below + 1 == sorted.length) {
            return sorted[below];
        }
        return sorted[below] + (h - below) * (sorted[below + 1] - sorted[below]);
    }

    private static double[] sorted(double[] values, double p) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no samples have no quantile");
        }
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("quantile " + p);
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
