package tare.simulators.placement.packing;

/**
 * Open hosts in the order of their free memory, then of their opening: a treap in arrays, whose
 * priorities are a hash of the host's number, so that the tree has the same shape on every machine.
 *
 * <p>Source: R. Seidel, C. R. Aragon, "Randomized search trees", Algorithmica 16, 1996.
 */
final class FreeOrder {

    /** In place of a host. */
    static final int NONE = -1;

    private final long[] freeBytes;
    private final int[] left;
    private final int[] right;
    private int hosts;
    private int root = NONE;

    /**
     * @param most how many hosts there may be
     */
    FreeOrder(int most) {
        freeBytes = new long[most];
        left = new int[most];
        right = new int[most];
    }

    /** Opens the next host and returns its number. */
    int add(long free) {
        int host = hosts++;
        freeBytes[host] = free;
        root = insert(root, host);
        return host;
    }

    /** The open host with the least free memory that is enough, or {@link #NONE}. */
    int tightest(long bytes) {
        int found = NONE;
        int node = root;
        while (node != NONE) {
            if (freeBytes[node] >= bytes) {
                found = node;
                node = left[node];
            } else {
                node = right[node];
            }
        }
        return found;
    }

    /** Takes memory of an open host. */
    void take(int host, long bytes) {
        root = remove(root, host);
        freeBytes[host] -= bytes;
        root = insert(root, host);
    }

    private int insert(int tree, int host) {
        if (tree == NONE) {
            left[host] = NONE;
            right[host] = NONE;
            return host;
        }
        boolean before = before(host, tree);
        int[] near = before ? left : right;
        int[] far = before ? right : left;
        int child = insert(near[tree], host);
        near[tree] = child;
        if (priority(child) < priority(tree)) {
            return tree;
        }
        near[tree] = far[child];
        far[child] = tree;
        return child;
    }

    private int remove(int tree, int host) {
        if (tree == host) {
            return merge(left[host], right[host]);
        }
        if (before(host, tree)) {
            left[tree] = remove(left[tree], host);
        } else {
            right[tree] = remove(right[tree], host);
        }
        return tree;
    }

    /** Joins two trees of which all of the first comes before all of the second. */
    private int merge(int first, int second) {
        if (first == NONE) {
            return second;
        }
        if (second == NONE) {
            return first;
        }
        if (priority(first) > priority(second)) {
            right[first] = merge(right[first], second);
            return first;
        }
        left[second] = merge(first, left[second]);
        return second;
    }

    private boolean before(int one, int other) {
        return freeBytes[one] < freeBytes[other]
                || (freeBytes[one] == freeBytes[other] && one < other);
    }

    /** The finaliser of MurmurHash3: a bijection, so no two hosts have the same. */
    private static int priority(int host) {
        int hash = host;
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        hash = (hash ^ (hash >>> 13)) * 0xc2b2ae35;
        return hash ^ (hash >>> 16);
    }
}
