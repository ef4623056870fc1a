package tare.simulators.model;

import java.util.Arrays;

/**
 * How much n instances need together, when not all need their most at once.
 *
 * <p>By the samples of one instance's demand: their mean m and deviation s, and the empirical
 * quantile in place of the normal one: for risk e, {@code n m + z s sqrt(n + n (n - 1) r)} with
 * {@code z = (q(1 - e) - m) / s}. For one instance that is its own quantile; with a correlation r
 * of 1, n times it.
 */
public final class Overcommit {

    private final double[] sorted;
    private final double mean;
    private final double deviation;

    /**
     * @param samples of an instance's demand, at least one, each at least 0
     */
    public Overcommit(double... samples) {
        sorted = samples.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0 || !(sorted[0] >= 0)) {
            throw new IllegalArgumentException(sorted.length + " samples, or one below 0 or NaN");
        }
        double sum = 0;
        for (double sample : sorted) {
            sum += sample;
        }
        mean = sum / sorted.length;
        double squares = 0;
        for (double sample : sorted) {
            squares += (sample - mean) * (sample - mean);
        }
        deviation = Math.sqrt(squares / sorted.length);
    }

    /** The smallest sample that at least so large a part of them does not exceed. */
    public double quantile(double part) {
        int rank = (int) StrictMath.ceil(part * sorted.length);
        return sorted[Math.min(sorted.length, Math.max(1, rank)) - 1];
    }

    /**
     * What n instances need so that they need more with the given risk at the most.
     *
     * @param risk above 0, below 1
     * @param correlation of any two, 0 to 1
     */
    public double needed(int instances, double risk, double correlation) {
        if (!(risk > 0 && risk < 1) || !(correlation >= 0 && correlation <= 1) || instances < 0) {
            throw new IllegalArgumentException(
                    instances + " instances, risk " + risk + ", correlation " + correlation);
        }
        double above = quantile(1 - risk) - mean;
        double spread = Math.sqrt(instances + (double) instances * (instances - 1) * correlation);
        return Math.min(instances * sorted[sorted.length - 1], instances * mean + above * spread);
    }

    /** How many instances so much is enough for, up to the given number. */
    public int instances(double capacity, double risk, double correlation, int most) {
        int low = 0;
        int high = most;
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            if (needed(middle, risk, correlation) <= capacity) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** The mean of the samples. */
    public double mean() {
        return mean;
    }

    /** Their deviation, with n below the fraction's line. */
    public double deviation() {
        return deviation;
    }
}
