package tare.results.statistics;

import java.util.Arrays;

/**
 * By how much one side lies above the other: the median of all differences between a sample of one
 * and a sample of the other (Hodges and Lehmann, "Estimates of Location Based on Rank Tests",
 * 1963).
 */
public final class HodgesLehmann {

    /** Bounds the differences' memory to 32 MB: larger sides are thinned to order statistics. */
    private static final int MOST_SAMPLES = 2_000;

    private HodgesLehmann() {}

    /**
     * The median of {@code b - a}, in the samples' unit.
     *
     * @param a and b: at least one sample each; of more than 2,000, as many order statistics
     */
    public static double shift(double[] a, double[] b) {
        double[] thinA = thinned(a);
        double[] thinB = thinned(b);
        double[] differences = new double[thinA.length * thinB.length];
        int place = 0;
        for (double left : thinA) {
            for (double right : thinB) {
                differences[place++] = right - left;
            }
        }
        return Quantiles.median(differences);
    }

    private static double[] thinned(double[] values) {
        if (values.length <= MOST_SAMPLES) {
            return values;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double[] thinned = new double[MOST_SAMPLES];
        for (int i = 0; i < thinned.length; i++) {
            thinned[i] = sorted[(int) ((i + .5) * sorted.length / MOST_SAMPLES)];
        }
        return thinned;
    }
}
