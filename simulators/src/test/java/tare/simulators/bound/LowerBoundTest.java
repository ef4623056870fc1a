package tare.simulators.bound;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;

class LowerBoundTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @Test
    void volumeIsTheSumOverTheHostRoundedUp() {
        assertEquals(0, bound(100).hosts());
        assertEquals(1, bound(100, 0).volume(), "something runs");
        assertEquals(1, bound(100, 60, 40).volume());
        assertEquals(2, bound(100, 60, 41).volume());
        assertEquals(1, bound(100, 101, 1).volume(), "rejected ones aside");
        assertEquals(0, bound(0, 1).volume());
    }

    @Test
    void instancesOverHalfShareNothing() {
        Bound bound = bound(100, 51, 51, 51, 51);

        assertEquals(3, bound.volume());
        assertEquals(4, bound.martelloToth());
        assertEquals(4, bound.hosts());
    }

    @Test
    void slotsBound() {
        Fleet fleet = Fleet.of(new HostClass("h", 10, 100, 100, 2));

        assertEquals(3, LowerBound.of(fleet, new int[5], new long[5]).volume());
        assertEquals(3, LowerBound.of(fleet, new int[5], new long[5]).linear());
    }

    @Test
    void linearProgramKnowsWhatFitsWhere() {
        // Two large hosts hold the large ones alone; six small ones go with them, ten do not.
        Fleet fleet =
                new Fleet(
                        List.of(
                                HostClass.of("large", 2, 0, 100),
                                HostClass.of("small", 99, 0, 10)));

        assertEquals(2, bound(fleet, 70, 70, 10, 10, 10, 10, 10, 10).linear());
        assertEquals(6, bound(fleet, 70, 70, 10, 10, 10, 10, 10, 10, 10, 10, 10, 10).linear());
    }

    private static Bound bound(long capacity, long... needed) {
        return bound(Fleet.of(HostClass.of("h", 100, 0, capacity)), needed);
    }

    private static Bound bound(Fleet fleet, long... needed) {
        return LowerBound.of(fleet, new int[needed.length], needed);
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
                LowerBound.martelloToth(bytes, capacity),
                Arrays.toString(bytes) + " on " + capacity);
    }

    /** Where nobody needs more than half a host, sums say all that the instances say. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void sumsAreEnoughForSmallInstances(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Fleet fleet =
                Fleet.of(
                        new HostClass(
                                "h",
                                100,
                                random.nextInt(2, 60),
                                random.nextLong(2, 60),
                                random.nextInt(1, 9)));
        HostClass host = fleet.classes().get(0);
        int count = random.nextInt(0, 40);
        int[] cpu = random.ints(count, 0, host.cpuMillis() / 2 + 1).toArray();
        long[] memory = random.longs(count, 0, host.memoryBytes() / 2 + 1).toArray();
        long[] sums = {count, Arrays.stream(cpu).sum(), Arrays.stream(memory).sum()};

        assertTrue(
                LowerBound.isVolume(
                        fleet,
                        Arrays.stream(cpu).max().orElse(0),
                        Arrays.stream(memory).max().orElse(0)));
        assertEquals(LowerBound.of(fleet, cpu, memory), LowerBound.ofSums(fleet, sums));
        assertFalse(LowerBound.isVolume(fleet, host.cpuMillis() / 2 + 1, 0));
        assertFalse(LowerBound.isVolume(fleet, 0, host.memoryBytes() / 2 + 1));
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
