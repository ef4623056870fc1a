package tare.workloads.benchmark.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AllocationTest {

    @Test
    void keepsOneInSixtyFourAndNoMoreThanItHasRoomFor() {
        Allocation allocation = new Allocation();
        allocate(allocation, 64 * 100);
        assertEquals(100, allocation.alive());

        allocate(allocation, Allocation.KEEP_EVERY * Allocation.KEPT);
        assertEquals(Allocation.KEPT, allocation.alive());
    }

    @Test
    void lengthsAreOfFiveHundredBytesOnAverage() {
        assertEquals(504, IntStream.range(0, 62).map(Allocation::length).average().orElseThrow());
        assertEquals(992, IntStream.range(0, 1000).map(Allocation::length).max().orElseThrow());
    }

    private static void allocate(Allocation allocation, int times) {
        for (int i = 0; i < times; i++) {
            allocation.allocate();
        }
    }
}
