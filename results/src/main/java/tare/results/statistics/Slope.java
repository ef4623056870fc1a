package tare.results.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The slope of Theil and Sen: the median of the slopes through all pairs of points with different
 * x. One point in four may be wild and the slope still holds. Interval by Sen, "Estimates of the
 * Regression Coefficient Based on Kendall's Tau", JASA 63, 1968.
 */
public final class Slope {

    private static final double LEVEL = 0.95;

    private Slope() {}

    /**
     * Fits a line; its intercept is the median of the residuals.
     *
     * @throws IllegalArgumentException if there are not two different values of x
     */
    public static Line theilSen(double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(x.length + " values of x, " + y.length + " of y");
        }
        double[] slopes = slopes(x, y);
        if (slopes.length == 0) {
            throw new IllegalArgumentException("a slope needs two different values of x");
        }
        double slope = Quantiles.median(slopes);
        double[] residuals = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            residuals[i] = y[i] - slope * x[i];
        }
        double half = halfWidth(x) / 2;
        int low = (int) Math.round((slopes.length - 2 * half) / 2) - 1;
        int high = (int) Math.round((slopes.length + 2 * half) / 2);
        boolean covered = low >= 0 && high < slopes.length;
        return new Line(
                slope,
                Quantiles.median(residuals),
                covered ? slopes[low] : slope,
                covered ? slopes[high] : slope);
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

    /** z times the standard deviation of Kendall's S, with x in tied groups. */
    private static double halfWidth(double[] x) {
        double n = x.length;
        double variance = n * (n - 1) * (2 * n + 5);
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        for (int i = 0; i < sorted.length; ) {
            int j = i;
            while (j < sorted.length && sorted[j] == sorted[i]) {
                j++;
            }
            double ties = j - i;
            variance -= ties * (ties - 1) * (2 * ties + 5);
            i = j;
        }
        double z = new NormalDistribution().inverseCumulativeProbability(0.5 + LEVEL / 2);
        return z * StrictMath.sqrt(Math.max(0, variance / 18));
    }
}
