package tare.simulators.placement.index;

import java.util.Arrays;

/**
 * Hosts in the order of a key, then of their number, with the most that any host below has free
 * beside each branch: a B+ tree in arrays. The first host with room is found by walking down past
 * branches that cannot hold it.
 *
 * <p>What stands beside a branch may be more than any host below has, as nothing is looked for anew
 * when a host leaves: that is done when a search went down in vain. Where boxes are asked for, they
 * are always tight.
 *
 * <p>A node is given up when it is empty, and not merged before. Source: T. Johnson, D. Shasha,
 * "B-trees with inserts and deletes: why free-at-empty is better than merge-at-half", J. Comput.
 * Syst. Sci. 47, 1993.
 */
final class CapacityTree {

    static final int NONE = -1;

    private static final int WIDTH = 32;
    private static final int WIDTH_UNBOXED = 64;

    /** No tree becomes higher: with each level 16 times as many hosts must have been put in. */
    private static final int MOST_LEVELS = 32;

    private final Nodes nodes;
    private final boolean boxed;

    // The way to a host from the root, at the height of the tree, down to its leaf, at 0.
    private final int[] wayNode = new int[MOST_LEVELS];
    private final int[] waySlot = new int[MOST_LEVELS];

    /** To which host the way leads that a search found, while nothing has changed since. */
    private int found = NONE;

    private int root;
    private int height;

    /**
     * @param boxed whether branches also know the least, for {@link #best}
     */
    CapacityTree(boolean boxed, Slopes slopes) {
        this.boxed = boxed;
        nodes = new Nodes(boxed ? WIDTH : WIDTH_UNBOXED, boxed, slopes);
        root = nodes.allocate();
    }

    /** Puts in a host that is not in it. */
    void insert(double key, int host, int cpu, long memory, int instances) {
        found = NONE;
        nodes.prepare(key, host, cpu, memory, instances);
        int node = nodes.descend(root, height, wayNode, waySlot);
        int slot = nodes.after(node, key, host);
        if (nodes.isFull(node)) {
            splitAndPut(node, slot);
        } else {
            nodes.putHost(node, slot);
        }
    }

    /** Splits the leaf, and what is full on the way to it. */
    private void splitAndPut(int leaf, int slot) {
        int sibling = nodes.split(leaf);
        boolean right = slot > nodes.size(leaf);
        nodes.putHost(right ? sibling : leaf, right ? slot - nodes.size(leaf) : slot);
        for (int level = 1; level <= height && sibling != NONE; level++) {
            int node = wayNode[level];
            int at = waySlot[level] + 1;
            nodes.summarise(node, at - 1);
            int extra = sibling;
            sibling = nodes.isFull(node) ? nodes.split(node) : NONE;
            right = sibling != NONE && at > nodes.size(node);
            nodes.putChild(right ? sibling : node, right ? at - nodes.size(node) : at, extra);
        }
        if (sibling != NONE) {
            int top = nodes.allocate();
            nodes.appendChild(top, root);
            nodes.appendChild(top, sibling);
            root = top;
            height++;
        }
    }

    /** Takes out a host that is in it under this key. */
    void remove(double key, int host) {
        if (host != found) {
            goTo(key, host);
        }
        found = NONE;
        nodes.drop(wayNode[0], waySlot[0]);
        if (!boxed && nodes.size(wayNode[0]) > 0) {
            return;
        }
        int level = 0;
        while (level < height && nodes.size(wayNode[level]) == 0) {
            nodes.release(wayNode[level]);
            level++;
            nodes.drop(wayNode[level], waySlot[level]);
        }
        for (int above = level + 1; boxed && above <= height; above++) {
            nodes.summarise(wayNode[above], waySlot[above]);
        }
        while (height > 0 && nodes.size(root) == 1) {
            int only = nodes.child(root, 0);
            nodes.release(root);
            root = only;
            height--;
        }
    }

    private void goTo(double key, int host) {
        int node = root;
        for (int level = height; level >= 0; level--) {
            int slot = nodes.after(node, key, host) - 1;
            slot = slot < 0 && level > 0 ? 0 : slot;
            wayNode[level] = node;
            waySlot[level] = slot;
            if (level > 0) {
                node = nodes.child(node, slot);
            } else if (slot < 0 || nodes.host(node, slot) != host) {
                throw new IllegalStateException("host " + host + " is not in the tree");
            }
        }
    }

    /** The first host with so much free, or {@link #NONE}. */
    int first(Need need) {
        found = nodes.follow(root, height, need, wayNode, waySlot);
        if (found == NONE && height > 0) {
            found = firstBelow(root, height, need);
        }
        return found;
    }

    private int firstBelow(int node, int level, Need need) {
        int size = nodes.size(node);
        for (int slot = 0; slot < size; slot++) {
            if (!nodes.mayHold(node, slot, need)) {
                continue;
            }
            wayNode[level] = node;
            waySlot[level] = slot;
            if (level == 0) {
                return nodes.host(node, slot);
            }
            int host = firstBelow(nodes.child(node, slot), level - 1, need);
            if (host != NONE) {
                return host;
            }
            nodes.summarise(node, slot);
        }
        return NONE;
    }

    /** No key in the tree is less: the least, or one that was; infinite if nothing is in it. */
    double leastKey() {
        return nodes.size(root) == 0 ? Double.POSITIVE_INFINITY : nodes.leastKey(root);
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
