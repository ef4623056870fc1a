package tare.harness.service;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 99, -4})
    void hasTheRateAndComesAgainBySeed(long seed) {
        long[] due = Schedule.poisson(2000, 50 * SECOND, seed).dueNanos();
        // Five standard deviations of a Poisson count of 100,000.
        assertEquals(100_000, due.length, 5 * Math.sqrt(100_000));
        assertArrayEquals(due, Schedule.poisson(2000, 50 * SECOND, seed).dueNanos());
        assertFalse(Arrays.equals(due, Schedule.poisson(2000, 50 * SECOND, seed + 1).dueNanos()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 99, -4})
    void arrivalsAscendWithinTheTimeAndAreExponentiallyApart(long seed) {
        long[] due = Schedule.poisson(1000, 100 * SECOND, seed).dueNanos();
        assertTrue(due[0] >= 0 && due[due.length - 1] < 100 * SECOND);
        double sum = 0;
        double squares = 0;
        for (int i = 1; i < due.length; i++) {
            double gap = due[i] - due[i - 1];
            assertTrue(gap >= 0);
            sum += gap;
            squares += gap * gap;
        }
        double mean = sum / (due.length - 1);
        double variance = squares / (due.length - 1) - mean * mean;
        // The deviation of an exponential distribution is its mean.
        assertEquals(1, Math.sqrt(variance) / mean, 0.05);
    }

    @ParameterizedTest
    @ValueSource(longs = {3})
    void mayBeEmpty(long seed) {
        assertEquals(0, Schedule.poisson(1, 1, seed).dueNanos().length);
    }
}
