package tare.simulators.fleet;

/**
 * Hosts that are alike.
 *
 * @param name what users call them, for example {@code m64}
 * @param count how many there are, at least 0
 * @param cpuMillis thousandths of a core that instances may use of each, at least 0
 * @param memoryBytes memory that instances may use of each, 0 to {@link #MOST_MEMORY_BYTES}
 * @param slots how many instances one holds at the most, at least 0; {@link #ANY_NUMBER} is no
 *     limit
 */
public record HostClass(String name, int count, int cpuMillis, long memoryBytes, int slots) {

    /** In place of a number of slots: as many as fit. */
    public static final int ANY_NUMBER = Integer.MAX_VALUE;

    /** 4 PiB: shares of a host are then exact to the byte in a double. */
    public static final long MOST_MEMORY_BYTES = 1L << 52;

    public HostClass {
        if (count < 0 || cpuMillis < 0 || slots < 0) {
            throw new IllegalArgumentException(
                    count + " hosts of " + cpuMillis + " mCPU with " + slots + " slots");
        }
        if (memoryBytes < 0 || memoryBytes > MOST_MEMORY_BYTES) {
            throw new IllegalArgumentException("host of " + memoryBytes + " bytes");
        }
    }

    /** Hosts without a limit on the number of instances. */
    public static HostClass of(String name, int count, int cpuMillis, long memoryBytes) {
        return new HostClass(name, count, cpuMillis, memoryBytes, ANY_NUMBER);
    }

    /**
     * The same hosts with so much of each kept away from instances: an operating system, a floor,
     * pages that all instances share. What is kept away of more than there is leaves 0.
     */
    public HostClass without(int reservedCpuMillis, long reservedBytes) {
        return new HostClass(
                name,
                count,
                Math.max(0, cpuMillis - reservedCpuMillis),
                Math.max(0, memoryBytes - reservedBytes),
                slots);
    }

    /** The same kind of host, so many of them. */
    public HostClass times(int hosts) {
        return new HostClass(name, hosts, cpuMillis, memoryBytes, slots);
    }

    /** Whether an empty host of this class takes such an instance. */
    public boolean holds(int neededCpuMillis, long neededBytes) {
        return neededCpuMillis <= cpuMillis && neededBytes <= memoryBytes && slots > 0;
    }
}
