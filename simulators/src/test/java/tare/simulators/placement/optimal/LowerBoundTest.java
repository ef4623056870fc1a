package tare.simulators.placement.optimal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;

class LowerBoundTest {

    private static final HostType HUNDRED = new HostType(100, 0);

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void volumeIsTheSumOverTheHostRoundedUp() {
        assertEquals(0, LowerBound.volume(new Instances(), HUNDRED));
        assertEquals(0, LowerBound.volume(new Instances(0), HUNDRED));
        assertEquals(1, LowerBound.volume(new Instances(60, 40), HUNDRED));
        assertEquals(2, LowerBound.volume(new Instances(60, 41), HUNDRED));
        assertEquals(1, LowerBound.volume(new Instances(101, 1), HUNDRED), "rejected ones aside");
        assertEquals(0, LowerBound.volume(new Instances(1), new HostType(0, 0)));
    }

    @Test
    void instancesOverHalfShareNothing() {
        Instances instances = new Instances(51, 51, 51, 51);

        assertEquals(3, LowerBound.volume(instances, HUNDRED));
        assertEquals(4, LowerBound.martelloToth(instances, HUNDRED));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isTheLargestOverAllThresholds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long capacity = random.nextInt(1, 60);
        long[] bytes = random.longs(random.nextInt(0, 40), 0, capacity + 3).toArray();

        int expected = 0;
        for (long threshold = 0; threshold <= capacity / 2; threshold++) {
            expected = Math.max(expected, boundAt(threshold, bytes, capacity));
        }

        assertEquals(
                expected,
                LowerBound.martelloToth(new Instances(bytes), new HostType(capacity, 0)),
                Arrays.toString(bytes) + " on " + capacity);
    }

    /** The definition, word by word. */
    private static int boundAt(long threshold, long[] bytes, long capacity) {
        int alone = 0;
        int large = 0;
        long room = 0;
        long small = 0;
        for (long needed : bytes) {
            if (needed > capacity) {
                continue;
            }
            if (needed > capacity - threshold) {
                alone++;
            } else if (2 * needed > capacity) {
                large++;
                room += capacity - needed;
            } else if (needed >= threshold) {
                small += needed;
            }
        }
        long more = Math.max(0, small - room);
        return alone + large + (int) ((more + capacity - 1) / capacity);
    }
}
