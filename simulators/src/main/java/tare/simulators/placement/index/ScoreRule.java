package tare.simulators.placement.index;

import tare.simulators.fleet.HostClass;

/**
 * A preference among hosts that depends on the instance: of those with room the one with the
 * largest score is taken; of equal scores the one with the least {@link #order}; of equals in that
 * the one with the lowest number.
 */
public interface ScoreRule {

    /**
     * The score of a host before it takes the instance, for which it has room; never NaN.
     *
     * @param instances that it has already
     */
    double score(
            HostClass kind,
            int cpuMillis,
            long memoryBytes,
            int freeCpuMillis,
            long freeMemoryBytes,
            int instances);

    /**
     * A score that no host of the box with room for the instance exceeds. The tighter it is, the
     * fewer hosts are looked at.
     */
    double most(HostClass kind, int cpuMillis, long memoryBytes, Box box);

    /** Hosts that score alike for alike instances should come close to each other; at least 0. */
    default double order(HostClass kind, int freeCpuMillis, long freeMemoryBytes, int instances) {
        return ZOrder.of(kind, freeCpuMillis, freeMemoryBytes);
    }

    /** Whether an empty host is taken only when none in use has room. */
    boolean emptyLast();
}
