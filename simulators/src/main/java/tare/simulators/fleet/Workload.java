package tare.simulators.fleet;

/**
 * The instances of a run as parallel arrays: index i of each is the same instance. In the order of
 * arrival; of those that arrive at once, in the order in which they were added. Immutable.
 *
 * <p>Columns in which all instances have the usual value take no memory. 28 bytes an instance with
 * times, 12 without.
 */
public final class Workload {

    /** In place of a departure: the instance stays. */
    public static final long NEVER = Long.MAX_VALUE;

    /** In place of a gang: the instance starts by itself. */
    public static final int NO_GANG = -1;

    private final int[] cpuMillis;
    private final long[] memoryBytes;
    private final long[] arrivesNanos;
    private final long[] departsNanos;
    private final int[] priority;
    private final int[] owner;
    private final int[] gang;

    private final int leastCpuMillis;
    private final int mostCpuMillis;
    private final long leastMemoryBytes;
    private final long mostMemoryBytes;

    Workload(
            int[] cpuMillis,
            long[] memoryBytes,
            long[] arrivesNanos,
            long[] departsNanos,
            int[] priority,
            int[] owner,
            int[] gang) {
        this.cpuMillis = cpuMillis;
        this.memoryBytes = memoryBytes;
        this.arrivesNanos = arrivesNanos;
        this.departsNanos = departsNanos;
        this.priority = priority;
        this.owner = owner;
        this.gang = gang;
        int leastCpu = Integer.MAX_VALUE;
        int mostCpu = 0;
        for (int each : cpuMillis) {
            leastCpu = each < leastCpu ? each : leastCpu;
            mostCpu = each > mostCpu ? each : mostCpu;
        }
        long leastMemory = Long.MAX_VALUE;
        long mostMemory = 0;
        for (long each : memoryBytes) {
            leastMemory = each < leastMemory ? each : leastMemory;
            mostMemory = each > mostMemory ? each : mostMemory;
        }
        leastCpuMillis = leastCpu;
        mostCpuMillis = mostCpu;
        leastMemoryBytes = leastMemory;
        mostMemoryBytes = mostMemory;
    }

    /** Instances that need memory alone, all there from the start and for ever. */
    public static Workload ofMemory(long... memoryBytes) {
        WorkloadBuilder builder = new WorkloadBuilder(memoryBytes.length);
        for (long bytes : memoryBytes) {
            builder.add(0, bytes);
        }
        return builder.build();
    }

    public int count() {
        return memoryBytes.length;
    }

    /** Thousandths of a core that instance {@code i} needs. */
    public int cpuMillis(int i) {
        return cpuMillis[i];
    }

    /** Memory that instance {@code i} needs. */
    public long memoryBytes(int i) {
        return memoryBytes[i];
    }

    /** The least CPU that any instance needs; {@link Integer#MAX_VALUE} if there is none. */
    public int leastCpuMillis() {
        return leastCpuMillis;
    }

    /** The most CPU that any instance needs. */
    public int mostCpuMillis() {
        return mostCpuMillis;
    }

    /**
     * The least memory that any instance needs, perhaps another one; {@link Long#MAX_VALUE} if
     * there is none.
     */
    public long leastMemoryBytes() {
        return leastMemoryBytes;
    }

    /** The most memory that any instance needs, perhaps another one. */
    public long mostMemoryBytes() {
        return mostMemoryBytes;
    }

    /** The first instance from this one on that arrives later, or {@link #count}. */
    public int firstAfter(long nanos, int from) {
        if (arrivesNanos.length == 0 && nanos >= 0) {
            return memoryBytes.length;
        }
        int i = from;
        while (i < arrivesNanos.length && arrivesNanos[i] <= nanos) {
            i++;
        }
        return i;
    }

    /** When instance {@code i} arrives, from the start of the run. */
    public long arrivesNanos(int i) {
        return arrivesNanos.length == 0 ? 0 : arrivesNanos[i];
    }

    /**
     * When instance {@code i} departs if it starts on arrival, or {@link #NEVER}. One that waits or
     * starts again stays as long, from its start.
     */
    public long departsNanos(int i) {
        return departsNanos.length == 0 ? NEVER : departsNanos[i];
    }

    /** Larger is more important; 0 is usual. */
    public int priority(int i) {
        return priority.length == 0 ? 0 : priority[i];
    }

    /** The tenant or framework that instance {@code i} belongs to, from 0. */
    public int owner(int i) {
        return owner.length == 0 ? 0 : owner[i];
    }

    /** Instances of one gang start together or not at all; or {@link #NO_GANG}. */
    public int gang(int i) {
        return gang.length == 0 ? NO_GANG : gang[i];
    }

    /** Whether any instance belongs to a gang. */
    public boolean hasGangs() {
        return gang.length != 0;
    }

    /** Whether priorities differ. */
    public boolean hasPriorities() {
        return priority.length != 0;
    }

    /** One more than the largest owner; at least 1. */
    public int owners() {
        int most = 0;
        for (int each : owner) {
            most = Math.max(most, each);
        }
        return most + 1;
    }

    /**
     * How many instances are there when all has happened that happens then, and what they need: if
     * each starts on arrival.
     *
     * @return their number, their CPU, their memory
     * @throws ArithmeticException where a sum is too large
     */
    public long[] sumsAt(long nanos) {
        int count = 0;
        long cpu = 0;
        long memory = 0;
        int end = firstAfter(nanos, 0);
        for (int i = 0; i < end; i++) {
            if (departsNanos.length == 0 || departsNanos[i] > nanos) {
                count++;
                cpu += cpuMillis[i];
                memory += memoryBytes[i];
                if (memory < 0) {
                    throw new ArithmeticException("more memory than a long holds");
                }
            }
        }
        return new long[] {count, cpu, memory};
    }

    /** A copy of what each instance needs of memory. */
    public long[] memoryBytes() {
        return memoryBytes.clone();
    }

    /** A copy of what each instance needs of CPU. */
    public int[] cpuMillis() {
        return cpuMillis.clone();
    }

    /**
     * The same instances, each needing so much more; shares what does not change.
     *
     * @throws ArithmeticException where a sum is too large
     */
    public Workload withOverhead(int moreCpuMillis, long moreBytes) {
        if (moreCpuMillis == 0 && moreBytes == 0) {
            return this;
        }
        int[] cpu = new int[cpuMillis.length];
        long[] memory = new long[cpu.length];
        for (int i = 0; i < cpu.length; i++) {
            cpu[i] = Math.addExact(cpuMillis[i], moreCpuMillis);
            memory[i] = Math.addExact(memoryBytes[i], moreBytes);
        }
        return new Workload(cpu, memory, arrivesNanos, departsNanos, priority, owner, gang);
    }
}
