package tare.simulators.fleet;

import java.util.Arrays;
import java.util.BitSet;

/** Gathers the instances of a {@link Workload}, in any order of arrival. */
public final class WorkloadBuilder {

    private static final int LEAST = 16;

    private int count;
    private int[] cpuMillis;
    private long[] memoryBytes;
    private long[] arrivesNanos;
    private long[] departsNanos;
    private int[] priority;
    private int[] owner;
    private int[] gang;
    private boolean sorted = true;

    /**
     * @param expected how many will be added; more are possible
     */
    public WorkloadBuilder(int expected) {
        int size = Math.max(LEAST, expected);
        cpuMillis = new int[size];
        memoryBytes = new long[size];
        arrivesNanos = new long[size];
        departsNanos = new long[size];
        priority = new int[size];
        owner = new int[size];
        gang = new int[size];
    }

    /** How many were added so far. */
    public int count() {
        return count;
    }

    /** Adds an instance that is there from the start and for ever. */
    public WorkloadBuilder add(int cpu, long memory) {
        return add(cpu, memory, 0, Workload.NEVER);
    }

    /** Adds an instance of usual priority, of owner 0 and of no gang. */
    public WorkloadBuilder add(int cpu, long memory, long arrives, long departs) {
        return add(cpu, memory, arrives, departs, 0, 0, Workload.NO_GANG);
    }

    /**
     * Adds an instance.
     *
     * @param cpu thousandths of a core, at least 0
     * @param memory bytes, at least 0
     * @param arrives nanoseconds from the start of the run, at least 0
     * @param departs not before it arrives; {@link Workload#NEVER} if it stays
     * @param importance larger is more important
     * @param tenant from 0
     * @param together members of one gang have the same number and the same arrival; or {@link
     *     Workload#NO_GANG}
     */
    public WorkloadBuilder add(
            int cpu,
            long memory,
            long arrives,
            long departs,
            int importance,
            int tenant,
            int together) {
        if (cpu < 0 || memory < 0) {
            throw new IllegalArgumentException(
                    "instance " + count + " needs " + cpu + " mCPU and " + memory + " bytes");
        }
        if (arrives < 0 || departs < arrives) {
            throw new IllegalArgumentException(
                    "instance " + count + " arrives at " + arrives + " and departs at " + departs);
        }
        if (tenant < 0 || together < Workload.NO_GANG) {
            throw new IllegalArgumentException(
                    "instance " + count + " is of owner " + tenant + " and gang " + together);
        }
        if (count == cpuMillis.length) {
            grow();
        }
        sorted &= count == 0 || arrivesNanos[count - 1] <= arrives;
        cpuMillis[count] = cpu;
        memoryBytes[count] = memory;
        arrivesNanos[count] = arrives;
        departsNanos[count] = departs;
        priority[count] = importance;
        owner[count] = tenant;
        gang[count] = together;
        count++;
        return this;
    }

    /** Adds all instances of a workload, their gangs under new numbers. */
    public WorkloadBuilder addAll(Workload other) {
        int next = 0;
        for (int i = 0; i < count; i++) {
            next = Math.max(next, gang[i] + 1);
        }
        for (int i = 0; i < other.count(); i++) {
            int together = other.gang(i);
            add(
                    other.cpuMillis(i),
                    other.memoryBytes(i),
                    other.arrivesNanos(i),
                    other.departsNanos(i),
                    other.priority(i),
                    other.owner(i),
                    together == Workload.NO_GANG ? together : Math.addExact(together, next));
        }
        return this;
    }

    /** The instances added so far. */
    public Workload build() {
        if (!sorted) {
            sort();
        }
        checkGangs();
        return new Workload(
                Arrays.copyOf(cpuMillis, count),
                Arrays.copyOf(memoryBytes, count),
                unless(arrivesNanos, 0),
                unless(departsNanos, Workload.NEVER),
                unless(priority, 0),
                unless(owner, 0),
                unless(gang, Workload.NO_GANG));
    }

    /** Members of a gang stand side by side, so that the first stands for all. */
    private void checkGangs() {
        int last = Workload.NO_GANG;
        BitSet seen = new BitSet();
        for (int i = 0; i < count; i++) {
            if (gang[i] != last && gang[i] != Workload.NO_GANG && seen.get(gang[i])) {
                throw new IllegalArgumentException(
                        "gang " + gang[i] + " is torn apart: instance " + i + " comes later");
            }
            if (gang[i] == last
                    && last != Workload.NO_GANG
                    && arrivesNanos[i] != arrivesNanos[i - 1]) {
                throw new IllegalArgumentException(
                        "gang " + gang[i] + " does not arrive at once: instance " + i);
            }
            last = gang[i];
            if (last != Workload.NO_GANG) {
                seen.set(last);
            }
        }
    }

    private long[] unless(long[] column, long usual) {
        for (int i = 0; i < count; i++) {
            if (column[i] != usual) {
                return Arrays.copyOf(column, count);
            }
        }
        return new long[0];
    }

    private int[] unless(int[] column, int usual) {
        for (int i = 0; i < count; i++) {
            if (column[i] != usual) {
                return Arrays.copyOf(column, count);
            }
        }
        return new int[0];
    }

    private void grow() {
        int size = Math.toIntExact(Math.min(Integer.MAX_VALUE - 8L, count + (count >> 1) + 1L));
        cpuMillis = Arrays.copyOf(cpuMillis, size);
        memoryBytes = Arrays.copyOf(memoryBytes, size);
        arrivesNanos = Arrays.copyOf(arrivesNanos, size);
        departsNanos = Arrays.copyOf(departsNanos, size);
        priority = Arrays.copyOf(priority, size);
        owner = Arrays.copyOf(owner, size);
        gang = Arrays.copyOf(gang, size);
    }

    private void sort() {
        int[] order = Ordering.ascending(arrivesNanos, count);
        cpuMillis = permuted(cpuMillis, order);
        memoryBytes = permuted(memoryBytes, order);
        arrivesNanos = permuted(arrivesNanos, order);
        departsNanos = permuted(departsNanos, order);
        priority = permuted(priority, order);
        owner = permuted(owner, order);
        gang = permuted(gang, order);
        sorted = true;
    }

    private static int[] permuted(int[] column, int[] order) {
        int[] result = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = column[order[i]];
        }
        return result;
    }

    private static long[] permuted(long[] column, int[] order) {
        long[] result = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            result[i] = column[order[i]];
        }
        return result;
    }
}
