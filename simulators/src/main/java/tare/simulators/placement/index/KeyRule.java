package tare.simulators.placement.index;

import tare.simulators.fleet.HostClass;

/**
 * A preference among hosts that does not depend on the instance: of those with room the one with
 * the least key is taken; of equal keys the one with the lowest number.
 */
public interface KeyRule {

    /**
     * The key of a host in this state: at least 0, never NaN. The same for all empty hosts of a
     * class.
     */
    double key(HostClass kind, int freeCpuMillis, long freeMemoryBytes, int instances);

    /** Whether an empty host is taken only when none in use has room. */
    boolean emptyLast();
}
