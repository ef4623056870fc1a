package tare.simulators.placement.index;

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
        for (int i = 0; i < leaves; i++) {
            if (i < count) {
                fill(i);
            } else {
                cpuMillis[leaves + i] = NO_SLOT;
                memoryBytes[leaves + i] = NO_SLOT;
            }
        }
        for (int node = leaves - 1; node > 0; node--) {
            lift(node);
        }
    }

    /** To be called when the host has changed. */
    public void changed(int host) {
        fill(host);
        int node = (leaves + host) / 2;
        while (node > 0 && lift(node)) {
            node /= 2;
        }
    }

    private void fill(int host) {
        boolean room = hosts.instances(host) < hosts.kind(host).slots();
        int node = leaves + host;
        cpuMillis[node] = room ? hosts.freeCpuMillis(host) : NO_SLOT;
        memoryBytes[node] = room ? hosts.freeMemoryBytes(host) : NO_SLOT;
        for (int i = 0; i < Slopes.COUNT; i++) {
            numbers[node * Slopes.COUNT + i] =
                    slopes.number(i, hosts.freeCpuMillis(host), hosts.freeMemoryBytes(host));
        }
    }

    private boolean lift(int node) {
        int cpu = Math.max(cpuMillis[2 * node], cpuMillis[2 * node + 1]);
        long memory = Math.max(memoryBytes[2 * node], memoryBytes[2 * node + 1]);
        boolean changed = cpu != cpuMillis[node] || memory != memoryBytes[node];
        cpuMillis[node] = cpu;
        memoryBytes[node] = memory;
        int left = 2 * node * Slopes.COUNT;
        for (int i = 0; i < Slopes.COUNT; i++) {
            int most = Math.max(numbers[left + i], numbers[left + Slopes.COUNT + i]);
            changed |= most != numbers[node * Slopes.COUNT + i];
            numbers[node * Slopes.COUNT + i] = most;
        }
        return changed;
    }

    /** The first host from this number on that has so much free, or {@link Hosts#NONE}. */
    public int firstFrom(int number, int cpu, long memory) {
        int node = leaves + number;
        need.of(cpu, memory);
        if (number >= leaves) {
            return Hosts.NONE;
        }
        while (true) {
            if (mayHold(node)) {
                int found = firstBelow(node);
                if (found != Hosts.NONE) {
                    return found;
                }
            }
            // Up while it is a right child, then to the branch right of it.
            while ((node & 1) == 1) {
                node /= 2;
            }
            if (node == 0) {
                return Hosts.NONE;
            }
            node++;
        }
    }

    private int firstBelow(int node) {
        if (node >= leaves) {
            return node - leaves;
        }
        int found = Hosts.NONE;
        if (mayHold(2 * node)) {
            found = firstBelow(2 * node);
        }
        if (found == Hosts.NONE && mayHold(2 * node + 1)) {
            found = firstBelow(2 * node + 1);
        }
        return found;
    }

    private boolean mayHold(int node) {
        return cpuMillis[node] >= need.cpuMillis
                && memoryBytes[node] >= need.memoryBytes
                && numbers[node * Slopes.COUNT + need.slope] >= need.number;
    }
}
