package tare.harness.storm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Timetables keep to their rate and window, and are the same for the same seed. */
class ArrivalsProperties {

    private static final long SECOND = 1_000_000_000L;

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void timesAscendWithinTheWindowAtTheRate(long seed) {
        double rate = 50 + 37 * seed;
        for (Arrivals arrivals : Arrivals.values()) {
            long[] due = arrivals.dueNanos(rate, 4 * SECOND, seed);
            for (int i = 1; i < due.length; i++) {
                assertTrue(due[i] >= due[i - 1], arrivals + " ascends, seed " + seed);
            }
            assertTrue(due[due.length - 1] < 4 * SECOND);
            double spread = 6 * Math.sqrt(4 * rate) + Arrivals.BURST_SIZE;
            assertEquals(4 * rate, due.length, spread, arrivals + ", seed " + seed);
            assertArrayEquals(due, arrivals.dueNanos(rate, 4 * SECOND, seed));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void burstsAreDueAtOnceAndConstantOnesAreApart(long seed) {
        long[] bursts = Arrivals.BURST.dueNanos(100, SECOND, seed);
        for (int i = 0; i + Arrivals.BURST_SIZE <= bursts.length; i += Arrivals.BURST_SIZE) {
            assertEquals(bursts[i], bursts[i + Arrivals.BURST_SIZE - 1]);
        }
        long[] constant = Arrivals.CONSTANT.dueNanos(100, SECOND, seed);
        for (int i = 1; i < constant.length; i++) {
            assertEquals(SECOND / 100.0, (double) (constant[i] - constant[i - 1]), 2);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wordsAreReadBack(long seed) {
        Rate rate =
                new Rate(
                        Arrivals.of(List.of("poisson", "constant", "burst").get((int) (seed % 3)))
                                .orElseThrow(),
                        1.5 + seed,
                        SECOND + seed,
                        seed,
                        seed,
                        1 + (int) seed,
                        2 * SECOND,
                        0.1);
        assertEquals(rate, Rate.of(("play 7 " + rate.words()).split(" "), 2));
    }
}
