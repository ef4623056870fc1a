package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against values computed with other programs (SciPy, commons-math, HdrHistogram). */
class QuantilesTest {

    private static final double[] TEN = upTo(10);

    @ParameterizedTest
    @CsvSource({".5,5,5.5,5.5", ".9,9,9.1,9.9", ".95,10,9.55,10", ".99,10,9.91,10"})
    void typesDifferAsPublished(double p, double type1, double type7, double type6) {
        assertEquals(type1, Quantiles.nearestRank(TEN, p));
        assertEquals(type7, Quantiles.type7(TEN, p), 1e-12);
        assertEquals(type6, Quantiles.type6(TEN, p), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({".5,5.5", ".9,9.435115", ".99,9.972252"})
    void harrellDavisOfOneToTen(double p, double expected) {
        assertEquals(expected, Quantiles.harrellDavis(TEN, p), 5e-7);
    }

    @Test
    void harrellDavisWeighsAllSamples() {
        assertEquals(32.1152, Quantiles.harrellDavis(new double[] {15, 20, 35, 40, 50}, .5), 5e-5);
        assertEquals(8.5024, Quantiles.harrellDavis(new double[] {1, 2, 3, 4, 100}, .5), 5e-5);
        double[] weights = {.05792, .25952, .36512, .25952, .05792};
        for (int i = 0; i < weights.length; i++) {
            double[] unit = new double[weights.length];
            unit[i] = 1;
            double[] ordered = unit.clone();
            // A unit at place i keeps its place only when what follows is not smaller.
            java.util.Arrays.fill(ordered, i, ordered.length, 1);
            double cumulated = 0;
            for (int j = i; j < weights.length; j++) {
                cumulated += weights[j];
            }
            assertEquals(cumulated, Quantiles.harrellDavis(ordered, .5), 2e-5);
        }
    }

    @Test
    void taresChoiceIsType7BelowTheTailAndType1InIt() {
        assertEquals(5.5, Quantiles.of(TEN, .5));
        assertEquals(7.75, Quantiles.of(TEN, .75));
        assertEquals(9, Quantiles.of(TEN, .9));
        assertEquals(10, Quantiles.of(TEN, .999));
    }

    @Test
    void overviewHasTheSameQuantilesAndLeavesTheSamplesAlone() {
        double[] samples = {3, 1, 2, 10, 4, 5, 6, 7, 8, 9};
        Quantiles.Overview overview = Quantiles.overview(samples);
        assertEquals(new Quantiles.Overview(10, 1, 5.5, 9, 10, 10, 10, 5.5), overview);
        assertArrayEquals(new double[] {3, 1, 2, 10, 4, 5, 6, 7, 8, 9}, samples);
    }

    @Test
    void rankIsExactWhereTheProductIsNot() {
        assertTrue(0.07 * 100 > 7);
        assertEquals(7, Quantiles.nearestRank(upTo(100), 0.07));
    }

    @ParameterizedTest
    @CsvSource({"20,.5,6,15,.959", "100,.5,40,61,.965", "100,.9,84,96,.956"})
    void orderIntervalsAsComputed(int n, double p, int low, int high, double coverage) {
        Quantiles.OrderInterval interval = Quantiles.interval(upTo(n), p, .95).orElseThrow();
        assertEquals(low, interval.lowRank());
        assertEquals(high, interval.highRank());
        assertEquals(low, interval.low());
        assertEquals(high, interval.high());
        assertEquals(coverage, interval.coverage(), 5e-4);
    }

    @ParameterizedTest
    @CsvSource({".5,6", ".9,29", ".95,59", ".99,299", ".999,2995", ".1,29"})
    void fewestSamplesForAnInterval(double p, int n) {
        assertEquals(n, Quantiles.fewestForInterval(p, .95));
        assertTrue(Quantiles.interval(upTo(n - 1), p, .95).isEmpty());
        Quantiles.OrderInterval interval = Quantiles.interval(upTo(n), p, .95).orElseThrow();
        assertTrue(interval.coverage() >= .95, () -> "coverage " + interval.coverage());
    }

    @Test
    void nonsenseIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Quantiles.median());
        assertThrows(IllegalArgumentException.class, () -> Quantiles.of(TEN, 1.5));
        assertThrows(IllegalArgumentException.class, () -> Quantiles.of(TEN, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Quantiles.fewestForInterval(1, .95));
    }

    static double[] upTo(int n) {
        return IntStream.rangeClosed(1, n).asDoubleStream().toArray();
    }
}
