package tare.simulators.placement;

import tare.simulators.fleet.HostClass;

/**
 * Amounts as shares of a host: quotients of whole numbers, so that they do not depend on units, and
 * equal bits on every machine. 0 of a host that has none.
 */
public final class Shares {

    private Shares() {}

    public static double ofCpu(HostClass kind, int cpuMillis) {
        int all = kind.cpuMillis();
        return all == 0 ? 0 : (double) cpuMillis / all;
    }

    public static double ofMemory(HostClass kind, long memoryBytes) {
        long all = kind.memoryBytes();
        return all == 0 ? 0 : (double) memoryBytes / all;
    }
}
