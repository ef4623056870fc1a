package tare.results.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The line of Theil and Sen: its slope is the median of the slopes through all pairs of points with
 * different x, so that more than a quarter of the points may be wild and it still holds.
 *
 * <p>Interval of the slope: Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau",
 * JASA 63, 1968, by the normal approximation with ties.
 *
 * @param slope in units of y per unit of x
 * @param intercept median of the points' {@code y - slope * x}
 * @param low lower end of the slope's interval; negative infinity where the points are too few
 * @param high upper end of it; infinity where the points are too few
 * @param level the interval's confidence
 * @param pairs how many pairs of points have different x
 */
public record Slope(
        double slope, double intercept, double low, double high, double level, int pairs) {

    private static final double LEVEL = 0.95;

    /** Bounds the pairs' memory to 100 MB. */
    private static final int MOST_POINTS = 5_000;

    /** The line's height over x. */
    public double at(double x) {
        return intercept + slope * x;
    }

    /** Whether the points are enough for an interval. */
    public boolean bounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /**
     * Fits a line, with a 95 % interval of its slope.
     *
     * @param x and y: as many of each, at most 5,000
     * @throws IllegalArgumentException if there are not two different values of x
     */
    public static Slope theilSen(double[] x, double[] y) {
        if (x.length != y.length || x.length > MOST_POINTS) {
            throw new IllegalArgumentException(x.length + " values of x, " + y.length + " of y");
        }
        double[] slopes = slopes(x, y);
        int pairs = slopes.length;
        if (pairs == 0) {
            throw new IllegalArgumentException("a slope needs two different values of x");
        }
        double slope = Quantiles.median(slopes);
        double[] heights = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            heights[i] = y[i] - slope * x[i];
        }
        double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + LEVEL / 2);
        // Rounded outwards: the interval rather covers too much.
        int outside = (int) Math.floor((pairs - z * StrictMath.sqrt(variance(x, y))) / 2);
        return new Slope(
                slope,
                Quantiles.median(heights),
                outside < 1 ? Double.NEGATIVE_INFINITY : slopes[outside - 1],
                outside < 1 ? Double.POSITIVE_INFINITY : slopes[pairs - outside],
                LEVEL,
                pairs);
    }

    private static double[] slopes(double[] x, double[] y) {
        double[] slopes = new double[x.length * (x.length - 1) / 2];
        int count = 0;
        for (int i = 0; i < x.length; i++) {
            for (int j = i + 1; j < x.length; j++) {
                if (x[i] != x[j]) {
                    slopes[count++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
        }
        double[] sorted = Arrays.copyOf(slopes, count);
        Arrays.sort(sorted);
        return sorted;
    }

    /**
     * Variance of Kendall's S under no trend, with ties on both sides (Kendall, "Rank Correlation
     * Methods", 4th edition, 1970, chapter 4).
     */
    static double variance(double[] x, double[] y) {
        double n = x.length;
        Ties tiesX = Ties.of(x);
        Ties tiesY = Ties.of(y);
        double variance = (n * (n - 1) * (2 * n + 5) - tiesX.v - tiesY.v) / 18;
        variance += tiesX.pairs * tiesY.pairs / (2 * n * (n - 1));
        if (n > 2) {
            variance += tiesX.triples * tiesY.triples / (9 * n * (n - 1) * (n - 2));
        }
        return Math.max(0, variance);
    }

    /** Sums over groups of t equal values: t(t-1)(2t+5), t(t-1), t(t-1)(t-2). */
    private record Ties(double v, double pairs, double triples) {

        static Ties of(double[] values) {
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double v = 0;
            double pairs = 0;
            double triples = 0;
            for (int i = 0; i < sorted.length; ) {
                int j = i;
                while (j < sorted.length && sorted[j] == sorted[i]) {
                    j++;
                }
                double t = j - i;
                v += t * (t - 1) * (2 * t + 5);
                pairs += t * (t - 1);
                triples += t * (t - 1) * (t - 2);
                i = j;
            }
            return new Ties(v, pairs, triples);
        }
    }
}
