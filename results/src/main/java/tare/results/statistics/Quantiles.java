package tare.results.statistics;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.special.Beta;

/**
 * Sample quantiles by the types of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The
 * American Statistician 50(4), 1996. Tare shows the median by type 7 and tails by type 1, which
 * never invents a value between two samples.
 *
 * <p>Samples may come in any order and are left as they are. All methods throw {@link
 * IllegalArgumentException} for no samples and for a p outside [0, 1].
 */
public final class Quantiles {

    /** How {@link #of} estimates, as result files name it. */
    public static final String ESTIMATOR = "type7-median,type1-tail";

    /** From this quantile on the order statistic itself is shown. */
    private static final double TAIL = 0.9;

    /** 0.07 * 100 is a little more than 7 in binary: without this its rank would be 8. */
    private static final double ROUNDING = 1e-9;

    private Quantiles() {}

    /** Tare's own choice: type 7 below p90, type 1 from there on. */
    public static double of(double[] values, double p) {
        return ofSorted(sorted(values, p), p);
    }

    /** The median by type 7. */
    public static double median(double... values) {
        return type7(values, 0.5);
    }

    /** Type 1, the nearest rank: the order statistic of rank {@code ceil(n p)}. */
    public static double nearestRank(double[] values, double p) {
        return sorted(values, p)[rank(values.length, p) - 1];
    }

    /** Type 6, as JMH and commons-math have it: {@code h = (n + 1) p}. */
    public static double type6(double[] values, double p) {
        return interpolated(sorted(values, p), (values.length + 1) * p - 1);
    }

    /**
     * Type 7, as R and NumPy have it: linear between order statistics, {@code h = (n - 1) p + 1}.
     */
    public static double type7(double[] values, double p) {
        return interpolated(sorted(values, p), (values.length - 1) * p);
    }

    /**
     * The estimator of Harrell and Davis, "A New Distribution-Free Quantile Estimator", Biometrika
     * 69(3), 1982: all order statistics, weighted. Smooth, but one wild sample moves it: not for
     * tails.
     *
     * @param p strictly between 0 and 1
     */
    public static double harrellDavis(double[] values, double p) {
        double[] sorted = sorted(values, p);
        int n = sorted.length;
        double a = (n + 1) * p;
        double b = (n + 1) * (1 - p);
        double sum = 0;
        double below = 0;
        for (int i = 1; i <= n; i++) {
            double upTo = i == n ? 1 : Beta.regularizedBeta((double) i / n, a, b);
            sum += (upTo - below) * sorted[i - 1];
            below = upTo;
        }
        return sum;
    }

    /**
     * What a table shows of samples, in their unit.
     *
     * @param count number of samples
     */
    public record Overview(
            int count,
            double min,
            double p50,
            double p90,
            double p99,
            double p999,
            double max,
            double mean) {}

    /** All of an overview from one sorting; quantiles as by {@link #of}. */
    public static Overview overview(double[] values) {
        double[] sorted = sorted(values, 0);
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return new Overview(
                sorted.length,
                sorted[0],
                ofSorted(sorted, 0.5),
                ofSorted(sorted, 0.9),
                ofSorted(sorted, 0.99),
                ofSorted(sorted, 0.999),
                sorted[sorted.length - 1],
                sum / sorted.length);
    }

    /**
     * An interval between two order statistics, which assumes no distribution but independent
     * samples.
     *
     * @param lowRank rank of the lower end, from 1
     * @param highRank rank of the upper end
     * @param coverage probability that it holds the quantile, at least the level asked for
     */
    public record OrderInterval(
            double low, double high, int lowRank, int highRank, double coverage) {}

    /**
     * The interval of a quantile between order statistics: each tail has at most half of what the
     * level leaves; where the upper one cannot, the maximum is taken and the lower tail has the
     * rest.
     *
     * @param level confidence, for example 0.95
     * @return none for fewer samples than {@link #fewestForInterval}
     */
    public static Optional<OrderInterval> interval(double[] values, double p, double level) {
        double[] sorted = sorted(values, p);
        int n = sorted.length;
        if (n < fewestForInterval(p, level)) {
            return Optional.empty();
        }
        BinomialDistribution below = new BinomialDistribution(null, n, p);
        double tail = (1 - level) / 2;
        int high = firstRank(below, n, 1 - tail) + 1;
        int low = firstRank(below, n, tail);
        if (high > n) {
            high = n;
            low = firstRank(below, n, below.cumulativeProbability(n - 1) - level);
        } else if (low < 1) {
            low = 1;
            high = firstRank(below, n, level + below.cumulativeProbability(0)) + 1;
        }
        double coverage =
                below.cumulativeProbability(high - 1) - below.cumulativeProbability(low - 1);
        return Optional.of(
                new OrderInterval(sorted[low - 1], sorted[high - 1], low, high, coverage));
    }

    /**
     * The fewest independent samples for which order statistics give any two-sided interval of a
     * quantile at this level: the sample's range must cover it.
     *
     * @param p strictly between 0 and 1
     * @param level confidence, for example 0.95
     */
    public static int fewestForInterval(double p, double level) {
        if (!(p > 0 && p < 1 && level > 0 && level < 1)) {
            throw new IllegalArgumentException("quantile " + p + ", level " + level);
        }
        int n = 1;
        // P(min <= quantile < max) = 1 - p^n - (1 - p)^n
        while (1 - StrictMath.pow(p, n) - StrictMath.pow(1 - p, n) < level) {
            n++;
        }
        return n;
    }

    /** Rank of the nearest-rank quantile of n samples, from 1. */
    static int rank(int n, double p) {
        return Math.max(1, (int) Math.ceil(n * p - ROUNDING));
    }

    /** Whether {@link #of} takes the order statistic itself. */
    static boolean tail(double p) {
        return p >= TAIL;
    }

    private static double ofSorted(double[] sorted, double p) {
        return tail(p)
                ? sorted[rank(sorted.length, p) - 1]
                : interpolated(sorted, (sorted.length - 1) * p);
    }

    /** The smallest k with P(count <= k) at least this probability, by halving. */
    private static int firstRank(BinomialDistribution count, int n, double probability) {
        int from = 0;
        int to = n;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (count.cumulativeProbability(middle) >= probability - 1e-12) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    private static double interpolated(double[] sorted, double position) {
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
