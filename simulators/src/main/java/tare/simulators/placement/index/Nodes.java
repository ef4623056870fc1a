package tare.simulators.placement.index;

import java.util.Arrays;

/**
 * The nodes of a {@link CapacityTree} as two arrays: node n has the entries from n * width on. An
 * entry of a leaf is a host; one of an inner node is a child, with the least key below it and the
 * extremes of what hosts below have. What belongs to an entry lies side by side, so that entries
 * move by one copy of each array.
 *
 * <p>Memory is a double, which holds all that a host can have to the byte.
 */
final class Nodes {

    private static final int FEW = 4;

    // Places of an entry in the array of ints.
    private static final int HOST = 0;
    private static final int CHILD = 1;
    private static final int CPU = 2;
    private static final int NUMBERS = 3;
    private static final int LEAST_CPU = NUMBERS + Slopes.COUNT;
    private static final int FEWEST = LEAST_CPU + 1;
    private static final int MOST_INSTANCES = LEAST_CPU + 2;

    // Places of an entry in the array of doubles.
    private static final int KEY = 0;
    private static final int MEMORY = 1;
    private static final int LEAST_MEMORY = 2;

    private final int width;
    private final boolean boxed;
    private final Slopes slopes;

    /** How many ints, and how many doubles, an entry has. */
    private final int intStride;

    private final int doubleStride;

    private int allocated;
    private int released = CapacityTree.NONE;
    private int[] size = new int[FEW];
    private int[] ints;
    private double[] doubles;

    // The host that is being put in.
    private final int[] incomingNumbers = new int[Slopes.COUNT];
    private double incomingKey;
    private int incomingHost;
    private int incomingCpu;
    private double incomingMemory;
    private int incomingInstances;

    Nodes(int width, boolean boxed, Slopes slopes) {
        this.width = width;
        this.slopes = slopes;
        this.boxed = boxed;
        intStride = boxed ? MOST_INSTANCES + 1 : LEAST_CPU;
        doubleStride = boxed ? LEAST_MEMORY + 1 : LEAST_MEMORY;
        ints = new int[FEW * width * intStride];
        doubles = new double[FEW * width * doubleStride];
    }

    /** To be called before a host is put in. */
    void prepare(double key, int host, int cpu, long memory, int instances) {
        incomingKey = key;
        incomingHost = host;
        incomingCpu = cpu;
        incomingMemory = memory;
        incomingInstances = instances;
        slopes.numbers(cpu, memory, incomingNumbers, 0);
    }

    /** An empty node. */
    int allocate() {
        if (released != CapacityTree.NONE) {
            int node = released;
            released = child(node, 0);
            size[node] = 0;
            return node;
        }
        if (allocated == size.length) {
            int nodes = allocated + (allocated >> 1);
            size = Arrays.copyOf(size, nodes);
            int entries = Math.multiplyExact(nodes, width);
            ints = Arrays.copyOf(ints, Math.multiplyExact(entries, intStride));
            doubles = Arrays.copyOf(doubles, Math.multiplyExact(entries, doubleStride));
        }
        return allocated++;
    }

    void release(int node) {
        ints[node * width * intStride + CHILD] = released;
        released = node;
    }

    int size(int node) {
        return size[node];
    }

    boolean isFull(int node) {
        return size[node] == width;
    }

    int host(int node, int slot) {
        return ints[(node * width + slot) * intStride + HOST];
    }

    int child(int node, int slot) {
        return ints[(node * width + slot) * intStride + CHILD];
    }

    /** The least key of a node that is not empty; a lower bound of it in an inner node. */
    double leastKey(int node) {
        return doubles[node * width * doubleStride + KEY];
    }

    /** Whether a host there may have so much free; it has, if the node is a leaf. */
    boolean mayHold(int node, int slot, Need need) {
        int i = (node * width + slot) * intStride;
        return ints[i + CPU] >= need.cpuMillis
                && doubles[(node * width + slot) * doubleStride + MEMORY] >= need.memoryBytes
                && ints[i + NUMBERS + need.slope] >= need.number;
    }

    /**
     * Follows the first entries that may hold it, as long as there are any. One loop, as it is
     * mostly run before the JVM has compiled it.
     *
     * @param height of the node; 0 is a leaf
     * @param wayNode takes the nodes by their height
     * @param waySlot takes the entries that are followed
     * @return the host, or none if an entry led nowhere
     */
    int follow(int node, int height, Need need, int[] wayNode, int[] waySlot) {
        int cpu = need.cpuMillis;
        double memory = need.memoryBytes;
        int number = need.number;
        int numberAt = NUMBERS + need.slope;
        int at = node;
        for (int level = height; level >= 0; level--) {
            int each = at * width;
            int end = each + size[at];
            int i = each * intStride;
            int d = each * doubleStride + MEMORY;
            while (each < end
                    && (ints[i + CPU] < cpu
                            || doubles[d] < memory
                            || ints[i + numberAt] < number)) {
                each++;
                i += intStride;
                d += doubleStride;
            }
            if (each == end) {
                return CapacityTree.NONE;
            }
            wayNode[level] = at;
            waySlot[level] = each - at * width;
            at = ints[level == 0 ? i + HOST : i + CHILD];
        }
        return at;
    }

    void fill(Box box, int node, int slot) {
        int i = (node * width + slot) * intStride;
        int d = (node * width + slot) * doubleStride;
        box.leastCpuMillis = ints[i + LEAST_CPU];
        box.mostCpuMillis = ints[i + CPU];
        box.leastMemoryBytes = (long) doubles[d + LEAST_MEMORY];
        box.mostMemoryBytes = (long) doubles[d + MEMORY];
        box.fewestInstances = ints[i + FEWEST];
        box.mostInstances = ints[i + MOST_INSTANCES];
    }

    /** How many entries are not behind this key and host. */
    int after(int node, double wantedKey, int wantedHost) {
        // Fields as locals: this too is mostly run before the JVM has compiled it.
        final double[] keys = doubles;
        final int keyStride = doubleStride;
        int base = node * width;
        int low = base;
        int high = base + size[node];
        while (low < high) {
            int middle = (low + high) >>> 1;
            double key = keys[middle * keyStride];
            if (key < wantedKey
                    || (key == wantedKey && ints[middle * intStride + HOST] <= wantedHost)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - base;
    }

    /** Puts the host that was prepared into a leaf. */
    void putHost(int node, int slot) {
        int at = open(node, slot);
        int i = at * intStride;
        int d = at * doubleStride;
        doubles[d + KEY] = incomingKey;
        doubles[d + MEMORY] = incomingMemory;
        ints[i + HOST] = incomingHost;
        ints[i + CPU] = incomingCpu;
        for (int k = 0; k < Slopes.COUNT; k++) {
            ints[i + NUMBERS + k] = incomingNumbers[k];
        }
        if (boxed) {
            doubles[d + LEAST_MEMORY] = incomingMemory;
            ints[i + LEAST_CPU] = incomingCpu;
            ints[i + FEWEST] = incomingInstances;
            ints[i + MOST_INSTANCES] = incomingInstances;
        }
    }

    void appendChild(int node, int newChild) {
        putChild(node, size[node], newChild);
    }

    void putChild(int node, int slot, int newChild) {
        int at = open(node, slot);
        ints[at * intStride + CHILD] = newChild;
        ints[at * intStride + HOST] = ints[newChild * width * intStride + HOST];
        doubles[at * doubleStride + KEY] = doubles[newChild * width * doubleStride + KEY];
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
        if (count > 0) {
            System.arraycopy(ints, from * intStride, ints, to * intStride, count * intStride);
            System.arraycopy(
                    doubles, from * doubleStride, doubles, to * doubleStride, count * doubleStride);
        }
    }

    /**
     * Goes to the leaf to which the host belongs that was prepared, and takes it into account on
     * the way.
     *
     * @param height of the node; 0 is a leaf
     * @param wayNode takes the nodes by their height, without the leaf
     * @param waySlot takes the entries that are followed
     * @return the leaf
     */
    int descend(int node, int height, int[] wayNode, int[] waySlot) {
        int at = node;
        for (int level = height; level > 0; level--) {
            int slot = after(at, incomingKey, incomingHost);
            slot = slot == 0 ? 0 : slot - 1;
            wayNode[level] = at;
            waySlot[level] = slot;
            int i = (at * width + slot) * intStride;
            int d = (at * width + slot) * doubleStride;
            double key = doubles[d + KEY];
            if (incomingKey < key || (incomingKey == key && incomingHost < ints[i + HOST])) {
                doubles[d + KEY] = incomingKey;
                ints[i + HOST] = incomingHost;
            }
            if (incomingCpu > ints[i + CPU]) {
                ints[i + CPU] = incomingCpu;
            }
            if (incomingMemory > doubles[d + MEMORY]) {
                doubles[d + MEMORY] = incomingMemory;
            }
            for (int k = 0; k < Slopes.COUNT; k++) {
                if (incomingNumbers[k] > ints[i + NUMBERS + k]) {
                    ints[i + NUMBERS + k] = incomingNumbers[k];
                }
            }
            if (boxed) {
                widenBox(i, d);
            }
            at = ints[i + CHILD];
        }
        return at;
    }

    private void widenBox(int i, int d) {
        doubles[d + LEAST_MEMORY] = Math.min(doubles[d + LEAST_MEMORY], incomingMemory);
        ints[i + LEAST_CPU] = Math.min(ints[i + LEAST_CPU], incomingCpu);
        ints[i + FEWEST] = Math.min(ints[i + FEWEST], incomingInstances);
        ints[i + MOST_INSTANCES] = Math.max(ints[i + MOST_INSTANCES], incomingInstances);
    }

    /**
     * Finds the extremes of a child anew. Its least key may be lower than that of what is there.
     */
    void summarise(int node, int slot) {
        int at = node * width + slot;
        int child = ints[at * intStride + CHILD];
        int from = child * width;
        int end = from + size[child];
        int cpu = 0;
        int first = 0;
        int second = 0;
        int third = 0;
        for (int i = from * intStride; i < end * intStride; i += intStride) {
            cpu = ints[i + CPU] > cpu ? ints[i + CPU] : cpu;
            first = ints[i + NUMBERS] > first ? ints[i + NUMBERS] : first;
            second = ints[i + NUMBERS + 1] > second ? ints[i + NUMBERS + 1] : second;
            third = ints[i + NUMBERS + 2] > third ? ints[i + NUMBERS + 2] : third;
        }
        double memory = 0;
        for (int d = from * doubleStride; d < end * doubleStride; d += doubleStride) {
            memory = doubles[d + MEMORY] > memory ? doubles[d + MEMORY] : memory;
        }
        ints[at * intStride + CPU] = cpu;
        ints[at * intStride + NUMBERS] = first;
        ints[at * intStride + NUMBERS + 1] = second;
        ints[at * intStride + NUMBERS + 2] = third;
        doubles[at * doubleStride + MEMORY] = memory;
        if (boxed) {
            summariseLeast(at, from, end);
        }
    }

    private void summariseLeast(int at, int from, int end) {
        int cpu = Integer.MAX_VALUE;
        double memory = Double.POSITIVE_INFINITY;
        int least = Integer.MAX_VALUE;
        int most = 0;
        for (int each = from; each < end; each++) {
            int i = each * intStride;
            cpu = Math.min(cpu, ints[i + LEAST_CPU]);
            memory = Math.min(memory, doubles[each * doubleStride + LEAST_MEMORY]);
            least = Math.min(least, ints[i + FEWEST]);
            most = Math.max(most, ints[i + MOST_INSTANCES]);
        }
        int i = at * intStride;
        ints[i + LEAST_CPU] = cpu;
        doubles[at * doubleStride + LEAST_MEMORY] = memory;
        ints[i + FEWEST] = least;
        ints[i + MOST_INSTANCES] = most;
    }
}
