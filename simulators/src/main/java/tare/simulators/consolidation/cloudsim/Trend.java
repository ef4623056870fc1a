package tare.simulators.consolidation.cloudsim;

/**
 * The line through the last ten samples, and where it goes next.
 *
 * <p>Weights by distance were meant, and again by residual for the robust form. The published
 * program leaves both out unless four of ten are zero, which never happens: so both forms are the
 * ordinary line. Sums are updated point by point as Apache Commons Math 3 does, to the bit.
 */
final class Trend {

    /** Samples that count. */
    static final int LENGTH = 10;

    /** Any migration ends before the next step. */
    private static final int AHEAD = 1;

    private final double[] meanX = new double[LENGTH];
    private final double squares;

    Trend() {
        double sum = 0;
        meanX[0] = 1;
        for (int n = 1; n < LENGTH; n++) {
            double dx = n + 1 - meanX[n - 1];
            sum += dx * dx * (n / (1.0 + n));
            meanX[n] = meanX[n - 1] + dx / (1.0 + n);
        }
        squares = sum;
    }

    /**
     * @param newestFirst at least ten samples
     */
    double next(double[] newestFirst) {
        double meanY = newestFirst[LENGTH - 1];
        double sumY = meanY;
        double products = 0;
        for (int n = 1; n < LENGTH; n++) {
            double y = newestFirst[LENGTH - 1 - n];
            double dx = n + 1 - meanX[n - 1];
            double dy = y - meanY;
            products += dx * dy * (n / (1.0 + n));
            meanY += dy / (1.0 + n);
            sumY += y;
        }
        double slope = products / squares;
        double start = (sumY - slope * (LENGTH * (LENGTH + 1) / 2.0)) / LENGTH;
        return start + slope * (LENGTH + (double) AHEAD);
    }
}
