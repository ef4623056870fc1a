package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlopeTest {

    /** Slope and ends as SciPy 1.17's {@code theilslopes}, whose intercept is another. */
    @Test
    void instancesAndBytesOfThreeRounds() {
        double[] x = {0, 50, 100, 200, 0, 50, 100, 200, 0, 50, 100, 200};
        double[] y = {10, 61, 108, 213, 12, 58, 115, 209, 9, 66, 111, 220};
        Slope slope = Slope.theilSen(x, y);
        assertEquals(1.0116666666666667, slope.slope(), 1e-12);
        assertEquals(10.208333333333332, slope.intercept(), 1e-12);
        assertEquals(.98, slope.low(), .02);
        assertEquals(1.05, slope.high(), .02);
        assertEquals(54, slope.pairs());
        assertTrue(slope.bounded());
    }

    @Test
    void tenPointsWithTiesInY() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        double[] y = {3, 1, 4, 1, 5, 9, 2, 6, 5, 3};
        Slope slope = Slope.theilSen(x, y);
        assertEquals(1 / 3.0, slope.slope(), 1e-12);
        assertEquals(7 / 3.0, slope.intercept(), 1e-12);
        assertEquals(122, Slope.variance(x, y), 1e-9);
    }

    /** The variance of Kendall's S over all 120 orders of y, counted. */
    @Test
    void varianceWithTiesIsExact() {
        double[] x = {1, 1, 2, 2, 3};
        double[] y = {1, 2, 2, 2, 5};
        double[] sums = new double[2];
        int orders =
                permute(
                        y,
                        0,
                        order -> {
                            double s = 0;
                            for (int i = 0; i < x.length; i++) {
                                for (int j = i + 1; j < x.length; j++) {
                                    s +=
                                            Math.signum(x[j] - x[i])
                                                    * Math.signum(order[j] - order[i]);
                                }
                            }
                            sums[0] += s;
                            sums[1] += s * s;
                        });
        double mean = sums[0] / orders;
        assertEquals(11.6, Slope.variance(x, y), 1e-12);
        assertEquals(sums[1] / orders - mean * mean, Slope.variance(x, y), 1e-12);
    }

    /** Under no trend the interval covers 0 in at least 95 % of all 5,040 orders of y. */
    @Test
    void intervalCoversByEnumeration() {
        double[] x = {1, 2, 3, 4, 5, 6, 7};
        int[] covered = new int[1];
        int orders =
                permute(
                        new double[] {1, 2, 4, 8, 16, 32, 64},
                        0,
                        y -> {
                            Slope slope = Slope.theilSen(x, y);
                            if (slope.low() <= 0 && 0 <= slope.high()) {
                                covered[0]++;
                            }
                        });
        assertEquals(5040, orders);
        assertTrue(covered[0] >= .95 * orders, () -> covered[0] + " of " + orders);
        assertTrue(covered[0] <= .99 * orders, () -> covered[0] + " of " + orders);
    }

    @Test
    void aQuarterOfWildPointsDoesNoHarm() {
        double[] x = {0, 50, 100, 150, 200, 250, 300, 350};
        double[] y = Arrays.stream(x).map(v -> 3 * v + 7).toArray();
        y[2] = 1e9;
        y[5] = -1e9;
        Slope slope = Slope.theilSen(x, y);
        assertEquals(3, slope.slope());
        assertEquals(7, slope.intercept());
        assertEquals(607, slope.at(200));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void tooFewPointsHaveASlopeButNoInterval(int points) {
        double[] x = QuantilesTest.upTo(points);
        Slope slope = Slope.theilSen(x, x);
        assertEquals(1, slope.slope());
        assertFalse(slope.bounded());
    }

    @Test
    void nonsenseIsRefused() {
        double[] same = {5, 5, 5};
        assertThrows(IllegalArgumentException.class, () -> Slope.theilSen(same, same));
        assertThrows(
                IllegalArgumentException.class, () -> Slope.theilSen(new double[2], new double[3]));
        assertThrows(
                IllegalArgumentException.class,
                () -> Slope.theilSen(new double[6000], new double[6000]));
    }

    private interface Order {
        void accept(double[] order);
    }

    private static int permute(double[] values, int from, Order order) {
        if (from == values.length) {
            order.accept(values.clone());
            return 1;
        }
        int count = 0;
        for (int i = from; i < values.length; i++) {
            swap(values, from, i);
            count += permute(values, from + 1, order);
            swap(values, from, i);
        }
        return count;
    }

    private static void swap(double[] values, int i, int j) {
        double kept = values[i];
        values[i] = values[j];
        values[j] = kept;
    }
}
