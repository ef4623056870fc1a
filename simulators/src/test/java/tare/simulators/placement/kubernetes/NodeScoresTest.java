package tare.simulators.placement.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import tare.simulators.fleet.HostClass;

/** Scores worked out by hand from the formulas in the source. */
class NodeScoresTest {

    private static final HostClass NODE = HostClass.of("node", 1, 4_000, 10_000);

    @Test
    void leastAllocated() {
        // CPU (4000 - 3000) * 100 / 4000 = 25, memory (10000 - 5000) * 100 / 10000 = 50.
        assertEquals(37, NodeScores.leastAllocated(NODE, 3_000, 5_000));
        assertEquals(100, NodeScores.leastAllocated(NODE, 0, 0));
        assertEquals(0, NodeScores.leastAllocated(NODE, 4_000, 10_000));
        // CPU is over-requested and counts 0; memory (10000 - 1) * 100 / 10000 = 99.
        assertEquals(49, NodeScores.leastAllocated(NODE, 4_001, 1));
        assertEquals(50, NodeScores.leastAllocated(HostClass.of("n", 1, 0, 10_000), 0, 5_000));
        assertEquals(0, NodeScores.leastAllocated(HostClass.of("n", 1, 0, 0), 0, 0));
    }

    @Test
    void mostAllocated() {
        // 3000 * 100 / 4000 = 75, 5000 * 100 / 10000 = 50.
        assertEquals(62, NodeScores.mostAllocated(NODE, 3_000, 5_000));
        assertEquals(100, NodeScores.mostAllocated(NODE, 5_000, 20_000), "clamped");
        assertEquals(50, NodeScores.mostAllocated(HostClass.of("n", 1, 0, 10_000), 9, 5_000));
    }

    @Test
    void requestedToCapacityRatio() {
        int[] utilisations = {0, 50, 100};
        int[] points = {0, 2, 10};
        // 75 % lies midway between 20 and 100: 60; 50 % is 20.
        assertEquals(
                40, NodeScores.requestedToCapacityRatio(NODE, 3_000, 5_000, utilisations, points));
        // Nothing of CPU gives 0, which does not count: 20 alone.
        assertEquals(20, NodeScores.requestedToCapacityRatio(NODE, 0, 5_000, utilisations, points));
        // 75 and 50 % in a straight line: 75 and 50, mean 62.5, rounded up.
        assertEquals(
                63,
                NodeScores.requestedToCapacityRatio(
                        NODE, 3_000, 5_000, new int[] {0, 100}, new int[] {0, 10}));
        // A falling shape: 25 and 50.
        assertEquals(
                38,
                NodeScores.requestedToCapacityRatio(
                        NODE, 3_000, 5_000, new int[] {0, 100}, new int[] {10, 0}));
        assertEquals(
                100,
                NodeScores.requestedToCapacityRatio(
                        NODE, 9_000, 99_000, new int[] {0, 100}, new int[] {0, 10}));
    }

    @Test
    void balancedAllocation() {
        // Shares 0.75 and 0.5: half the difference is 0.125, and 87.5 is cut off.
        assertEquals(87, NodeScores.balancedAllocation(NODE, 3_000, 5_000));
        assertEquals(100, NodeScores.balancedAllocation(NODE, 2_000, 5_000));
        assertEquals(50, NodeScores.balancedAllocation(NODE, 4_000, 0));
        assertEquals(50, NodeScores.balancedAllocation(NODE, 9_000, 0), "clamped");
    }

    @Test
    void sampleOfNodes() {
        assertEquals(99, Sample.of(99, Sample.AUTOMATIC));
        assertEquals(100, Sample.of(100, Sample.AUTOMATIC));
        assertEquals(230, Sample.of(500, Sample.AUTOMATIC));
        assertEquals(420, Sample.of(1_000, Sample.AUTOMATIC));
        assertEquals(500, Sample.of(5_000, Sample.AUTOMATIC));
        assertEquals(300, Sample.of(6_000, Sample.AUTOMATIC));
        assertEquals(100, Sample.of(200, 10));
        assertEquals(5_000, Sample.of(5_000, 100));
    }
}
