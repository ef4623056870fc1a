package tare.simulators.consolidation;

import java.util.Arrays;
import org.apache.commons.math3.exception.MathIllegalArgumentException;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Which of several histories goes most with the others: that of whose variance a linear regression
 * on the others' explains the largest share. The answer is that of Apache Commons Math 3, to the
 * last bit of every share, without a regression for each.
 *
 * <p>All shares at once come from the inverse of the histories' correlations, {@code R²(i) = 1 - 1
 * / C⁻¹(i,i)}. What that is off is bounded by the condition of the histories; where they are not
 * far from made up of each other it is computed as the library does, and so are those that are too
 * near to each other to tell.
 */
public final class Explained {

    /** Instead of a place: a regression cannot be made. */
    public static final int NONE = -1;

    /**
     * Bound of the inverse's trace, and so of the correlations' condition: the smallest eigenvalue
     * is at least its reciprocal, the largest at most the number of histories.
     */
    private static final double MOST_TRACE = 1e5;

    /**
     * Least share of a history's sum of squares that is not its mean: below that the library's own
     * regression, which has the means in it, is worse conditioned than the correlations.
     */
    private static final double LEAST_VARIANCE = 1e-4;

    /**
     * A hundred times what shares can be off within those bounds, here or in the library: the trace
     * by the square of thirty by the rounding of a double is 1e-8.
     */
    private static final double CLOSE = 1e-6;

    private final int length;
    private double[][] unit = {};
    private double[][] factor = {};
    private double[] shares = {};
    private double[] column = {};

    /**
     * @param length the most samples that histories have
     */
    public Explained(int length) {
        this.length = length;
    }

    /**
     * The first history of the largest share that is above a bound.
     *
     * @param rows histories from 0 on
     * @param count how many, at least 1
     * @param samples of each
     * @param above a share
     * @return its place; 0 if no share is above the bound; {@link #NONE} if there are too few
     *     samples, or one history is made up of others
     */
    public int most(double[][] rows, int count, int samples, double above) {
        if (count > samples) {
            return NONE;
        }
        if (count == 1) {
            return 0;
        }
        fit(count);
        if (!told(rows, count, samples)) {
            return exactly(rows, count, samples, above, Double.NEGATIVE_INFINITY);
        }
        double largest = 0;
        for (int i = 0; i < count; i++) {
            largest = Math.max(largest, shares[i]);
        }
        int near = 0;
        int found = 0;
        for (int i = 0; i < count; i++) {
            if (shares[i] >= largest - 2 * CLOSE) {
                near++;
                found = i;
            }
        }
        return near == 1 && largest - CLOSE > above
                ? found
                : exactly(rows, count, samples, above, largest - 2 * CLOSE);
    }

    private void fit(int count) {
        if (unit.length < count) {
            unit = new double[count][length];
            factor = new double[count][count];
            shares = new double[count];
            column = new double[count];
        }
    }

    /** Fills in all shares; false if they may be off by more than is bounded. */
    private boolean told(double[][] rows, int count, int samples) {
        for (int i = 0; i < count; i++) {
            if (!normalised(rows[i], unit[i], samples)) {
                return false;
            }
        }
        return factored(count, samples) && inverted(count);
    }

    /** Puts the mean at 0 and the length at 1. */
    private static boolean normalised(double[] row, double[] unit, int samples) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < samples; i++) {
            sum += row[i];
            squares += row[i] * row[i];
        }
        double mean = sum / samples;
        double spread = 0;
        for (int i = 0; i < samples; i++) {
            unit[i] = row[i] - mean;
            spread += unit[i] * unit[i];
        }
        if (!(spread > LEAST_VARIANCE * squares)) {
            return false;
        }
        double scale = 1 / StrictMath.sqrt(spread);
        for (int i = 0; i < samples; i++) {
            unit[i] *= scale;
        }
        return true;
    }

    /** Cholesky's factor of the correlations, row by row. */
    private boolean factored(int count, int samples) {
        for (int i = 0; i < count; i++) {
            double[] row = factor[i];
            double[] mine = unit[i];
            double rest = 1;
            for (int j = 0; j < i; j++) {
                double[] other = unit[j];
                double product = 0;
                for (int k = 0; k < samples; k++) {
                    product += mine[k] * other[k];
                }
                double[] before = factor[j];
                for (int k = 0; k < j; k++) {
                    product -= row[k] * before[k];
                }
                // The diagonal holds reciprocals.
                row[j] = product * before[j];
                rest -= row[j] * row[j];
            }
            if (!(rest > 1 / MOST_TRACE)) {
                return false;
            }
            row[i] = 1 / StrictMath.sqrt(rest);
        }
        return true;
    }

    /**
     * Shares from the inverse's diagonal: sums of squares of the columns of the factor's inverse.
     */
    private boolean inverted(int count) {
        double trace = 0;
        for (int of = 0; of < count; of++) {
            double diagonal = factor[of][of];
            column[of] = diagonal;
            double sum = diagonal * diagonal;
            for (int i = of + 1; i < count; i++) {
                double[] row = factor[i];
                double product = 0;
                for (int k = of; k < i; k++) {
                    product -= row[k] * column[k];
                }
                column[i] = product * row[i];
                sum += column[i] * column[i];
            }
            shares[of] = 1 - 1 / sum;
            trace += sum;
        }
        return trace <= MOST_TRACE;
    }

    /** The same by the library, of those whose share may be that large. */
    private int exactly(double[][] rows, int count, int samples, double above, double least) {
        int found = 0;
        double most = above;
        try {
            for (int of = 0; of < count; of++) {
                if (least == Double.NEGATIVE_INFINITY || shares[of] >= least) {
                    double share = regressed(rows, count, samples, of);
                    if (share > most) {
                        most = share;
                        found = of;
                    }
                }
            }
            return found;
        } catch (MathIllegalArgumentException e) {
            return NONE;
        }
    }

    private static double regressed(double[][] rows, int count, int samples, int of) {
        double[][] others = new double[samples][count - 1];
        for (int i = 0; i < samples; i++) {
            for (int other = 0; other < count; other++) {
                if (other != of) {
                    others[i][other < of ? other : other - 1] = rows[other][i];
                }
            }
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.newSampleData(Arrays.copyOf(rows[of], samples), others);
        return regression.calculateRSquared();
    }
}
