package tare.simulators.placement.index;

import java.util.Arrays;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;

/**
 * Hosts in the order of their numbers under a tournament tree: node i has the children 2i and 2i +
 * 1 and holds the most of both, for CPU and memory apart, so that the first host with room from any
 * number on is found by walking down past branches that cannot hold it.
 */
public final class NumberTree {

    /** A host without a free slot takes nothing, not even an instance that needs nothing. */
    private static final int NO_SLOT = -1;

    private final Hosts hosts;
    private final int leaves;
    private final int[] cpuMillis;
    private final long[] memoryBytes;
    private final int[] numbers;
    private final Slopes slopes;
    private final Need need;

    /** The host that changed last, which the tree knows only when it is asked; or none. */
    private int changed = Hosts.NONE;

    /**
     * @param workload what will be asked for, mostly
     */
    public NumberTree(Hosts hosts, Workload workload) {
        this.hosts = hosts;
        slopes = new Slopes(hosts, workload);
        need = new Need(slopes);
        int count = hosts.count();
        leaves = count <= 1 ? 1 : Integer.highestOneBit(count - 1) << 1;
        cpuMillis = new int[2 * leaves];
        memoryBytes = new long[2 * leaves];
        numbers = new int[2 * leaves * Slopes.COUNT];
        Arrays.fill(cpuMillis, NO_SLOT);
        Arrays.fill(memoryBytes, NO_SLOT);
        if (hosts.inUse() == 0) {
            plantEmpty();
            return;
        }
        for (int i = 0; i < count; i++) {
            fill(i);
        }
        for (int node = leaves - 1; node > 0; node--) {
            lift(node);
        }
    }

    /**
     * With all hosts empty, each branch is what its leaf would be where all below is of one class.
     */
    private void plantEmpty() {
        int first = 0;
        for (HostClass kind : hosts.classes()) {
            int end = first + kind.count();
            if (first < end) {
                fill(first);
            }
            int leaf = leaves + first;
            for (int from = leaf, to = leaves + end; from < to; from = (from + 1) >> 1, to >>= 1) {
                copy(leaf, from, to);
            }
            first = end;
        }
        // What lies across two classes, or beyond the last, hangs on the way up from an end.
        first = 0;
        for (HostClass kind : hosts.classes()) {
            first += kind.count();
            for (int node = (leaves + first) >> 1; first < leaves && node > 0; node >>= 1) {
                lift(node);
            }
        }
    }

    private void copy(int leaf, int from, int to) {
        Arrays.fill(cpuMillis, from, to, cpuMillis[leaf]);
        Arrays.fill(memoryBytes, from, to, memoryBytes[leaf]);
        int first = numbers[leaf * Slopes.COUNT];
        int second = numbers[leaf * Slopes.COUNT + 1];
        int third = numbers[leaf * Slopes.COUNT + 2];
        for (int i = from * Slopes.COUNT; i < to * Slopes.COUNT; i += Slopes.COUNT) {
            numbers[i] = first;
            numbers[i + 1] = second;
            numbers[i + 2] = third;
        }
    }

    /** To be called when the host has changed. */
    public void changed(int host) {
        if (host != changed) {
            settle();
            changed = host;
        }
    }

    private void settle() {
        if (changed == Hosts.NONE) {
            return;
        }
        fill(changed);
        int node = (leaves + changed) >> 1;
        while (node > 0 && lift(node)) {
            node >>= 1;
        }
        changed = Hosts.NONE;
    }

    private void fill(int host) {
        boolean room = hosts.hasSlot(host);
        int node = leaves + host;
        int cpu = hosts.freeCpuMillis(host);
        long memory = hosts.freeMemoryBytes(host);
        cpuMillis[node] = room ? cpu : NO_SLOT;
        memoryBytes[node] = room ? memory : NO_SLOT;
        slopes.numbers(cpu, memory, numbers, node * Slopes.COUNT);
    }

    /** Whether the node changed. Spelt out, as it is run before the JVM has compiled it. */
    private boolean lift(int node) {
        int left = 2 * node;
        int cpu = cpuMillis[left];
        if (cpuMillis[left + 1] > cpu) {
            cpu = cpuMillis[left + 1];
        }
        long memory = memoryBytes[left];
        if (memoryBytes[left + 1] > memory) {
            memory = memoryBytes[left + 1];
        }
        boolean changes = cpu != cpuMillis[node] || memory != memoryBytes[node];
        cpuMillis[node] = cpu;
        memoryBytes[node] = memory;
        int from = left * Slopes.COUNT;
        int end = from + Slopes.COUNT;
        for (int to = node * Slopes.COUNT; from < end; from++, to++) {
            int most = numbers[from];
            if (numbers[from + Slopes.COUNT] > most) {
                most = numbers[from + Slopes.COUNT];
            }
            if (most != numbers[to]) {
                numbers[to] = most;
                changes = true;
            }
        }
        return changes;
    }

    /** The first host from this number on that has so much free, or {@link Hosts#NONE}. */
    public int firstFrom(int number, int cpu, long memory) {
        settle();
        need.of(cpu, memory);
        if (number >= leaves) {
            return Hosts.NONE;
        }
        int slope = need.slope;
        int least = need.number;
        int node = number == 0 ? 1 : leaves + number;
        while (node > 0) {
            if (cpuMillis[node] >= cpu
                    && memoryBytes[node] >= memory
                    && numbers[node * Slopes.COUNT + slope] >= least) {
                if (node >= leaves) {
                    return node - leaves;
                }
                node <<= 1;
            } else {
                // Up while it is a right child, then to the branch right of it.
                while ((node & 1) == 1) {
                    node >>= 1;
                }
                node += node > 0 ? 1 : 0;
            }
        }
        return Hosts.NONE;
    }
}
