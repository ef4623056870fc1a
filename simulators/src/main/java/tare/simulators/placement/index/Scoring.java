package tare.simulators.placement.index;

import tare.simulators.fleet.HostClass;

/** One search for the largest score below a {@link CapacityTree}. Used again for each. */
final class Scoring {

    private final ScoreRule rule;
    private final Box box = new Box();
    private final HostClass kind;
    private int cpuMillis;
    private long memoryBytes;
    private double floor;
    private int found;
    private double best;

    Scoring(ScoreRule rule, HostClass kind) {
        this.rule = rule;
        this.kind = kind;
    }

    /** Whom the search is for. */
    void of(int cpu, long memory) {
        cpuMillis = cpu;
        memoryBytes = memory;
    }

    /** Begins, with a score that some host is known to have. */
    void begin(double known) {
        floor = known;
        found = CapacityTree.NONE;
        best = Double.NEGATIVE_INFINITY;
    }

    /** The most below an entry; of a leaf's, which is a host, its own score. */
    double at(Nodes nodes, int node, int slot, boolean leaf) {
        nodes.fill(box, node, slot);
        return leaf
                ? rule.score(
                        kind,
                        cpuMillis,
                        memoryBytes,
                        box.mostCpuMillis,
                        box.mostMemoryBytes,
                        box.mostInstances)
                : rule.most(kind, cpuMillis, memoryBytes, box);
    }

    /** Whether something with this score could still be the one. Hosts come in their order. */
    boolean matters(double score) {
        return found == CapacityTree.NONE ? score >= floor : score > best;
    }

    void take(int host, double score) {
        found = host;
        best = score;
    }

    int found() {
        return found;
    }

    /** The score of {@link #found}. */
    double best() {
        return best;
    }
}
