package tare.simulators.placement.index;

import java.util.Arrays;

/**
 * The nodes of a {@link CapacityTree} as arrays: node n has the entries from n * width on. An entry
 * of a leaf is a host; one of an inner node is a child, with the least key below it and the
 * extremes of what hosts below have.
 */
final class Nodes {

    private static final int FEW = 4;

    private final int width;
    private final boolean boxed;
    private final Slopes slopes;

    /** The numbers of the host that is being put in. */
    private final int[] incoming = new int[Slopes.COUNT];

    private int allocated;
    private int released = CapacityTree.NONE;
    private int[] size = new int[FEW];
    private double[] key;
    private int[] host;
    private int[] child;
    private int[] mostCpu;
    private long[] mostMemory;
    private int[] numbers;
    private int[] leastCpu = new int[0];
    private long[] leastMemory = new long[0];
    private int[] fewest = new int[0];
    private int[] mostInstances = new int[0];

    Nodes(int width, boolean boxed, Slopes slopes) {
        this.width = width;
        this.slopes = slopes;
        this.boxed = boxed;
        int entries = FEW * width;
        key = new double[entries];
        host = new int[entries];
        child = new int[entries];
        mostCpu = new int[entries];
        mostMemory = new long[entries];
        numbers = new int[entries * Slopes.COUNT];
        if (boxed) {
            leastCpu = new int[entries];
            leastMemory = new long[entries];
            fewest = new int[entries];
            mostInstances = new int[entries];
        }
    }

    /** To be called before a host is put in. */
    void prepare(int cpu, long memory) {
        for (int i = 0; i < Slopes.COUNT; i++) {
            incoming[i] = slopes.number(i, cpu, memory);
        }
    }

    /** An empty node. */
    int allocate() {
        if (released != CapacityTree.NONE) {
            int node = released;
            released = child[node * width];
            size[node] = 0;
            return node;
        }
        if (allocated == size.length) {
            grow(allocated + (allocated >> 1));
        }
        return allocated++;
    }

    void release(int node) {
        child[node * width] = released;
        released = node;
    }

    private void grow(int nodes) {
        size = Arrays.copyOf(size, nodes);
        int entries = Math.multiplyExact(nodes, width);
        key = Arrays.copyOf(key, entries);
        host = Arrays.copyOf(host, entries);
        child = Arrays.copyOf(child, entries);
        mostCpu = Arrays.copyOf(mostCpu, entries);
        mostMemory = Arrays.copyOf(mostMemory, entries);
        numbers = Arrays.copyOf(numbers, Math.multiplyExact(entries, Slopes.COUNT));
        if (boxed) {
            leastCpu = Arrays.copyOf(leastCpu, entries);
            leastMemory = Arrays.copyOf(leastMemory, entries);
            fewest = Arrays.copyOf(fewest, entries);
            mostInstances = Arrays.copyOf(mostInstances, entries);
        }
    }

    int size(int node) {
        return size[node];
    }

    boolean isFull(int node) {
        return size[node] == width;
    }

    int host(int node, int slot) {
        return host[node * width + slot];
    }

    int child(int node, int slot) {
        return child[node * width + slot];
    }

    /** Whether a host there may have so much free; it has, if the node is a leaf. */
    boolean mayHold(int node, int slot, Need need) {
        int at = node * width + slot;
        return mostCpu[at] >= need.cpuMillis
                && mostMemory[at] >= need.memoryBytes
                && numbers[at * Slopes.COUNT + need.slope] >= need.number;
    }

    void fill(Box box, int node, int slot) {
        int at = node * width + slot;
        box.leastCpuMillis = leastCpu[at];
        box.mostCpuMillis = mostCpu[at];
        box.leastMemoryBytes = leastMemory[at];
        box.mostMemoryBytes = mostMemory[at];
        box.fewestInstances = fewest[at];
        box.mostInstances = mostInstances[at];
    }

    /** How many entries are not behind this key and host. */
    int after(int node, double wantedKey, int wantedHost) {
        int low = node * width;
        int high = low + size[node];
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (key[middle] < wantedKey
                    || (key[middle] == wantedKey && host[middle] <= wantedHost)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - node * width;
    }

    void putHost(
            int node, int slot, double newKey, int newHost, int cpu, long memory, int instances) {
        int at = open(node, slot);
        key[at] = newKey;
        host[at] = newHost;
        mostCpu[at] = cpu;
        mostMemory[at] = memory;
        for (int i = 0; i < Slopes.COUNT; i++) {
            numbers[at * Slopes.COUNT + i] = incoming[i];
        }
        if (boxed) {
            leastCpu[at] = cpu;
            leastMemory[at] = memory;
            fewest[at] = instances;
            mostInstances[at] = instances;
        }
    }

    void appendChild(int node, int newChild) {
        putChild(node, size[node], newChild);
    }

    void putChild(int node, int slot, int newChild) {
        int at = open(node, slot);
        child[at] = newChild;
        key[at] = key[newChild * width];
        host[at] = host[newChild * width];
        summarise(node, slot);
    }

    private int open(int node, int slot) {
        int at = node * width + slot;
        shift(at, at + 1, size[node] - slot);
        size[node]++;
        return at;
    }

    /** Takes out an entry. */
    void drop(int node, int slot) {
        int at = node * width + slot;
        shift(at + 1, at, size[node] - slot - 1);
        size[node]--;
    }

    /** Moves the upper half of a full node into a new one. */
    int split(int node) {
        int sibling = allocate();
        int half = width / 2;
        shift(node * width + half, sibling * width, width - half);
        size[node] = half;
        size[sibling] = width - half;
        return sibling;
    }

    private void shift(int from, int to, int count) {
        System.arraycopy(key, from, key, to, count);
        System.arraycopy(host, from, host, to, count);
        System.arraycopy(child, from, child, to, count);
        System.arraycopy(mostCpu, from, mostCpu, to, count);
        System.arraycopy(mostMemory, from, mostMemory, to, count);
        System.arraycopy(
                numbers, from * Slopes.COUNT, numbers, to * Slopes.COUNT, count * Slopes.COUNT);
        if (boxed) {
            System.arraycopy(leastCpu, from, leastCpu, to, count);
            System.arraycopy(leastMemory, from, leastMemory, to, count);
            System.arraycopy(fewest, from, fewest, to, count);
            System.arraycopy(mostInstances, from, mostInstances, to, count);
        }
    }

    /** Takes a host into account that came below a child. */
    void widen(
            int node, int slot, double newKey, int newHost, int cpu, long memory, int instances) {
        int at = node * width + slot;
        if (newKey < key[at] || (newKey == key[at] && newHost < host[at])) {
            key[at] = newKey;
            host[at] = newHost;
        }
        mostCpu[at] = Math.max(mostCpu[at], cpu);
        mostMemory[at] = Math.max(mostMemory[at], memory);
        for (int i = 0; i < Slopes.COUNT; i++) {
            int each = at * Slopes.COUNT + i;
            numbers[each] = Math.max(numbers[each], incoming[i]);
        }
        if (boxed) {
            leastCpu[at] = Math.min(leastCpu[at], cpu);
            leastMemory[at] = Math.min(leastMemory[at], memory);
            fewest[at] = Math.min(fewest[at], instances);
            mostInstances[at] = Math.max(mostInstances[at], instances);
        }
    }

    /**
     * Finds the extremes of a child anew. Its least key may be lower than that of what is there.
     */
    void summarise(int node, int slot) {
        int at = node * width + slot;
        int from = child[at] * width;
        int end = from + size[child[at]];
        int cpu = 0;
        long memory = 0;
        for (int i = from; i < end; i++) {
            cpu = Math.max(cpu, mostCpu[i]);
            memory = Math.max(memory, mostMemory[i]);
        }
        mostCpu[at] = cpu;
        mostMemory[at] = memory;
        summariseNumbers(at, from, end);
        if (boxed) {
            summariseLeast(at, from, end);
        }
    }

    private void summariseNumbers(int at, int from, int end) {
        int first = 0;
        int second = 0;
        int third = 0;
        for (int i = from * Slopes.COUNT; i < end * Slopes.COUNT; i += Slopes.COUNT) {
            first = Math.max(first, numbers[i]);
            second = Math.max(second, numbers[i + 1]);
            third = Math.max(third, numbers[i + 2]);
        }
        numbers[at * Slopes.COUNT] = first;
        numbers[at * Slopes.COUNT + 1] = second;
        numbers[at * Slopes.COUNT + 2] = third;
    }

    private void summariseLeast(int at, int from, int end) {
        int cpu = Integer.MAX_VALUE;
        long memory = Long.MAX_VALUE;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int i = from; i < end; i++) {
            cpu = Math.min(cpu, leastCpu[i]);
            memory = Math.min(memory, leastMemory[i]);
            least = Math.min(least, fewest[i]);
            most = Math.max(most, mostInstances[i]);
        }
        leastCpu[at] = cpu;
        leastMemory[at] = memory;
        fewest[at] = least;
        mostInstances[at] = most;
    }
}
