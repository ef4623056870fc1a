package tare.results.statistics;

import java.util.Arrays;

/**
 * Rounds in which something else happened: they count, but not for more than the rest can explain.
 * Values further from the median than four times the spread of the middle are pulled in to there,
 * as Huber's estimators do ("Robust Statistics", 1981); with normal noise hardly any is.
 */
final class Tamed {

    private static final double WIDEST = 4;

    /** From the median absolute deviation to a standard deviation, for the normal distribution. */
    private static final double NORMAL = 1.4826;

    private Tamed() {}

    /** Fewer values do not tell how wide the middle is. */
    private static final int FEWEST = 8;

    /**
     * The same values, none of them wild; unchanged where few, or where more than half are equal.
     */
    static double[] values(double[] values) {
        if (values.length < FEWEST) {
            return values.clone();
        }
        double middle = Quantiles.median(values);
        double spread =
                NORMAL
                        * Quantiles.median(
                                Arrays.stream(values).map(v -> Math.abs(v - middle)).toArray());
        if (spread == 0) {
            return values.clone();
        }
        double most = WIDEST * spread;
        return Arrays.stream(values)
                .map(v -> Math.min(Math.max(v, middle - most), middle + most))
                .toArray();
    }
}
