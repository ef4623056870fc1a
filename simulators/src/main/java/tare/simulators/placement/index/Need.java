package tare.simulators.placement.index;

import java.util.Arrays;

/**
 * What one instance needs, as the trees ask for it. Used again for each instance; of sizes that
 * come again it mostly remembers what it found out about them.
 */
final class Need {

    /** Has only high bits that depend on all bits of what it is multiplied with. */
    private static final int MIX = 0x9e3779b9;

    private static final int BITS = 6;
    private static final int UNKNOWN = -1;

    private final Slopes slopes;
    private final int[] knownCpu = new int[1 << BITS];
    private final long[] knownMemory = new long[1 << BITS];
    private final int[] knownSlope = new int[1 << BITS];
    private final int[] knownNumber = new int[1 << BITS];
    int cpuMillis;
    long memoryBytes;
    int slope;
    int number;

    Need(Slopes slopes) {
        this.slopes = slopes;
        Arrays.fill(knownCpu, UNKNOWN);
    }

    Need of(int cpu, long memory) {
        cpuMillis = cpu;
        memoryBytes = memory;
        int mixed = ((int) (memory ^ (memory >>> Integer.SIZE)) * MIX + cpu) * MIX;
        int at = mixed >>> (Integer.SIZE - BITS);
        if (knownCpu[at] == cpu && knownMemory[at] == memory) {
            slope = knownSlope[at];
            number = knownNumber[at];
            return this;
        }
        slope = slopes.nearest(cpu, memory);
        number = slopes.number(slope, cpu, memory);
        knownCpu[at] = cpu;
        knownMemory[at] = memory;
        knownSlope[at] = slope;
        knownNumber[at] = number;
        return this;
    }
}
