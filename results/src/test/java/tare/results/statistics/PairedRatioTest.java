package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedRatioTest {

    @Test
    void fewRoundsGetStudentsT() {
        PairedRatio ratio =
                PairedRatio.of(new double[] {100, 200, 50}, new double[] {110, 210, 60}, 1);
        // ln 1.1, ln 1.05, ln 1.2; t(2) = 4.302653.
        assertEquals(1.114947, ratio.ratio(), 1e-6);
        assertEquals(.067781, ratio.logSd(), 1e-6);
        double half = 4.302653 * ratio.logSd() / Math.sqrt(3);
        assertEquals(ratio.ratio() * Math.exp(-half), ratio.low(), 1e-6);
        assertEquals(ratio.ratio() * Math.exp(half), ratio.high(), 1e-6);
        assertEquals(BootstrapInterval.Method.T_ON_LOGS, ratio.method());
        assertEquals(0, ratio.resamples());
    }

    @Test
    void sixRoundsAreResampled() {
        double[] reference = {100, 200, 50, 80, 90, 110};
        double[] other = {110, 210, 60, 88, 92, 121};
        PairedRatio ratio = PairedRatio.of(reference, other, 1);
        assertEquals(BootstrapInterval.Method.CLUSTERED, ratio.method());
        assertEquals(10_000, ratio.resamples());
        assertTrue(1 < ratio.low() && ratio.low() < ratio.ratio() && ratio.ratio() < ratio.high());
        assertEquals(ratio, PairedRatio.of(reference, other, 1), "one seed, one interval");
    }

    @Test
    void theRoundsOwnLevelCancels() {
        PairedRatio ratio =
                PairedRatio.of(
                        new double[] {1, 10, 100, 1000, 3, 30},
                        new double[] {2, 20, 200, 2000, 6, 60},
                        7);
        assertEquals(2, ratio.ratio(), 1e-12);
        assertEquals(2, ratio.low(), 1e-12);
        assertEquals(2, ratio.high(), 1e-12);
        assertEquals(1, ratio.equivalenceBound(), 1e-12);
    }

    @Test
    void theBoundIsTheFurtherEnd() {
        PairedRatio up = ratio(.98, 1.05);
        assertEquals(.05, up.equivalenceBound(), 1e-12);
        PairedRatio down = ratio(.8, 1.05);
        assertEquals(.25, down.equivalenceBound(), 1e-12);
    }

    @Test
    void oneRoundSaysNothing() {
        PairedRatio ratio = PairedRatio.of(new double[] {4}, new double[] {5}, 1);
        assertEquals(1.25, ratio.ratio(), 1e-12);
        assertEquals(0, ratio.low());
        assertEquals(Double.POSITIVE_INFINITY, ratio.high());
        assertEquals(Double.POSITIVE_INFINITY, ratio.equivalenceBound());
        assertFalse(ratio.bounded());
    }

    @Test
    void whatIsNoRatioIsRefused() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> PairedRatio.of(new double[] {1, 1}, new double[] {1, bad}, 1));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> PairedRatio.of(new double[] {bad, 1}, new double[] {1, 1}, 1));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedRatio.of(new double[0], new double[0], 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> PairedRatio.of(new double[2], new double[3], 1));
    }

    @Test
    void swappingSidesInvertsTheRatio() {
        double[] a = {100, 200, 50, 80, 90, 110, 70};
        double[] b = Arrays.stream(a).map(v -> v * 1.1 + 3).toArray();
        PairedRatio there = PairedRatio.of(a, b, 3);
        PairedRatio back = PairedRatio.of(b, a, 3);
        assertEquals(there.ratio(), 1 / back.ratio(), 1e-12);
        assertEquals(there.equivalenceBound(), back.equivalenceBound(), .01);
    }

    private static PairedRatio ratio(double low, double high) {
        return new PairedRatio(1, low, high, .95, BootstrapInterval.Method.CLUSTERED, 6, 10, 0);
    }
}
