package tare.simulators.placement.index;

import tare.simulators.fleet.HostClass;
import tare.simulators.placement.Shares;

/**
 * Free shares of CPU and memory as one number, their bits in turns, so that hosts with like shares
 * mostly have like numbers.
 *
 * <p>Source: G. M. Morton, "A computer oriented geodetic data base", IBM, 1966.
 */
final class ZOrder {

    private static final int STEPS = (1 << 15) - 1;

    private ZOrder() {}

    static double of(HostClass kind, int freeCpuMillis, long freeMemoryBytes) {
        int cpu = (int) (Shares.ofCpu(kind, freeCpuMillis) * STEPS);
        int memory = (int) (Shares.ofMemory(kind, freeMemoryBytes) * STEPS);
        return spread(cpu) << 1 | spread(memory);
    }

    /** Puts a zero behind each of 16 bits. */
    private static int spread(int bits) {
        int wide = bits;
        wide = (wide | wide << 8) & 0x00ff00ff;
        wide = (wide | wide << 4) & 0x0f0f0f0f;
        wide = (wide | wide << 2) & 0x33333333;
        return (wide | wide << 1) & 0x55555555;
    }
}
