package tare.simulators.placement.index;

import java.util.Arrays;

/**
 * Hosts in the order of a key, then of their number, with the most that any host below has free
 * beside each branch: a B+ tree in arrays. The first host with room is found by walking down past
 * branches that cannot hold it.
 *
 * <p>A node is given up when it is empty, and not merged before. Source: T. Johnson, D. Shasha,
 * "B-trees with inserts and deletes: why free-at-empty is better than merge-at-half", J. Comput.
 * Syst. Sci. 47, 1993.
 */
final class CapacityTree {

    static final int NONE = -1;

    private static final int WIDTH = 32;

    private final Nodes nodes;
    private int root;
    private int height;

    /**
     * @param boxed whether branches also know the least, for {@link #best}
     */
    CapacityTree(boolean boxed, Slopes slopes) {
        nodes = new Nodes(WIDTH, boxed, slopes);
        root = nodes.allocate();
    }

    /** Puts in a host that is not in it. */
    void insert(double key, int host, int cpu, long memory, int instances) {
        nodes.prepare(cpu, memory);
        int sibling = insertBelow(root, height, key, host, cpu, memory, instances);
        if (sibling != NONE) {
            int top = nodes.allocate();
            nodes.appendChild(top, root);
            nodes.appendChild(top, sibling);
            root = top;
            height++;
        }
    }

    private int insertBelow(
            int node, int level, double key, int host, int cpu, long memory, int instances) {
        int slot = nodes.after(node, key, host);
        if (level == 0) {
            int sibling = nodes.isFull(node) ? nodes.split(node) : NONE;
            boolean right = sibling != NONE && slot > nodes.size(node);
            nodes.putHost(
                    right ? sibling : node,
                    right ? slot - nodes.size(node) : slot,
                    key,
                    host,
                    cpu,
                    memory,
                    instances);
            return sibling;
        }
        slot = Math.max(0, slot - 1);
        int child = nodes.child(node, slot);
        int extra = insertBelow(child, level - 1, key, host, cpu, memory, instances);
        if (extra == NONE) {
            nodes.widen(node, slot, key, host, cpu, memory, instances);
            return NONE;
        }
        nodes.summarise(node, slot);
        int sibling = nodes.isFull(node) ? nodes.split(node) : NONE;
        boolean right = sibling != NONE && slot + 1 > nodes.size(node);
        nodes.putChild(
                right ? sibling : node, right ? slot + 1 - nodes.size(node) : slot + 1, extra);
        return sibling;
    }

    /** Takes out a host that is in it under this key. */
    void remove(double key, int host) {
        removeBelow(root, height, key, host);
        while (height > 0 && nodes.size(root) == 1) {
            int only = nodes.child(root, 0);
            nodes.release(root);
            root = only;
            height--;
        }
    }

    private void removeBelow(int node, int level, double key, int host) {
        int slot = nodes.after(node, key, host) - 1;
        if (level == 0) {
            if (slot < 0 || nodes.host(node, slot) != host) {
                throw new IllegalStateException("host " + host + " is not in the tree");
            }
            nodes.drop(node, slot);
            return;
        }
        slot = Math.max(0, slot);
        int child = nodes.child(node, slot);
        removeBelow(child, level - 1, key, host);
        if (nodes.size(child) == 0) {
            nodes.release(child);
            nodes.drop(node, slot);
        } else {
            nodes.summarise(node, slot);
        }
    }

    /** The first host with so much free, or {@link #NONE}. */
    int first(Need need) {
        return firstBelow(root, height, need);
    }

    private int firstBelow(int node, int level, Need need) {
        int size = nodes.size(node);
        for (int slot = 0; slot < size; slot++) {
            if (nodes.mayHold(node, slot, need)) {
                int found =
                        level == 0
                                ? nodes.host(node, slot)
                                : firstBelow(nodes.child(node, slot), level - 1, need);
                if (found != NONE) {
                    return found;
                }
            }
        }
        return NONE;
    }

    /** The first host with so much free of those with the largest score, or {@link #NONE}. */
    int best(Scoring scoring, Need need) {
        scoring.begin(scoreOfPromising(root, height, scoring, need));
        bestBelow(root, height, scoring, need);
        return scoring.found();
    }

    /** A score that some host has: of the one that is found by following what promises most. */
    private double scoreOfPromising(int node, int level, Scoring scoring, Need need) {
        double most = Double.NEGATIVE_INFINITY;
        int promising = NONE;
        int size = nodes.size(node);
        for (int slot = 0; slot < size; slot++) {
            if (nodes.mayHold(node, slot, need)) {
                double score = scoring.at(nodes, node, slot, level == 0);
                if (promising == NONE || score > most) {
                    most = score;
                    promising = slot;
                }
            }
        }
        return promising == NONE
                ? Double.NEGATIVE_INFINITY
                : level == 0
                        ? most
                        : scoreOfPromising(nodes.child(node, promising), level - 1, scoring, need);
    }

    private void bestBelow(int node, int level, Scoring scoring, Need need) {
        int size = nodes.size(node);
        for (int slot = 0; slot < size; slot++) {
            if (!nodes.mayHold(node, slot, need)) {
                continue;
            }
            double score = scoring.at(nodes, node, slot, level == 0);
            if (!scoring.matters(score)) {
                continue;
            }
            if (level == 0) {
                scoring.take(nodes.host(node, slot), score);
            } else {
                bestBelow(nodes.child(node, slot), level - 1, scoring, need);
            }
        }
    }

    /** The hosts in their order, for tests. */
    int[] hosts() {
        int[] found = new int[1];
        return Arrays.copyOf(gather(root, height, found, new int[WIDTH]), found[0]);
    }

    private int[] gather(int node, int level, int[] count, int[] into) {
        int[] result = into;
        for (int slot = 0; slot < nodes.size(node); slot++) {
            if (level > 0) {
                result = gather(nodes.child(node, slot), level - 1, count, result);
                continue;
            }
            if (count[0] == result.length) {
                result = Arrays.copyOf(result, 2 * result.length);
            }
            result[count[0]++] = nodes.host(node, slot);
        }
        return result;
    }
}
