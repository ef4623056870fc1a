package tare.results.statistics;

import java.util.Arrays;

/**
 * The best place to split a segment in two by energy statistics with exponent 1, sought over the
 * place of the split and over the right end of what is compared: Matteson and James, "A
 * Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data", JASA 109, 2014.
 *
 * @param index of the first value of the right part, from the segment's start; 0 for none
 * @param end of the right part, exclusive
 * @param q the scaled divergence, at least 0
 */
record EnergySplit(int index, int end, double q) {

    private static final EnergySplit NONE = new EnergySplit(0, 0, Double.NEGATIVE_INFINITY);

    /** The best split; index 0 for fewer than two values. */
    static EnergySplit best(double[] values) {
        int n = values.length;
        double[][] upTo = distances(values);
        double[] within = new double[n + 1];
        for (int i = 0; i < n; i++) {
            within[i + 1] = within[i] + upTo[i][i];
        }
        EnergySplit best = NONE;
        for (int end = 2; end <= n; end++) {
            double between = 0;
            for (int split = 1; split < end; split++) {
                int moved = split - 1;
                between += upTo[moved][end] - upTo[moved][moved + 1] - upTo[moved][moved];
                double right = within[end] - within[split] - between;
                double q = q(split, end - split, between, within[split], right);
                if (q > best.q()) {
                    best = new EnergySplit(split, end, q);
                }
            }
        }
        return best;
    }

    /** The divergence of the first {@code split} values from those up to {@code end}. */
    static double q(double[] values, int split, int end) {
        double left = pairs(Arrays.copyOf(values, split));
        double right = pairs(Arrays.copyOfRange(values, split, end));
        double between = pairs(Arrays.copyOf(values, end)) - left - right;
        return q(split, end - split, between, left, right);
    }

    private static double q(int n, int m, double between, double left, double right) {
        double both = n + m;
        double q = 2 / both * between;
        q -= n > 1 ? 2 * m / (both * (n - 1)) * left : 0;
        q -= m > 1 ? 2 * n / (both * (m - 1)) * right : 0;
        return q;
    }

    /** Row i, column k: the sum of the distances of value i from the first k values. */
    private static double[][] distances(double[] values) {
        double[][] upTo = new double[values.length][values.length + 1];
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < values.length; k++) {
                upTo[i][k + 1] = upTo[i][k] + Math.abs(values[i] - values[k]);
            }
        }
        return upTo;
    }

    private static double pairs(double[] values) {
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < i; k++) {
                sum += Math.abs(values[i] - values[k]);
            }
        }
        return sum;
    }
}
