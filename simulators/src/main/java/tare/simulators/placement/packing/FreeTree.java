package tare.simulators.placement.packing;

import java.util.Arrays;

/**
 * Free memory of hosts under a tournament tree: node i has the children 2i and 2i + 1 and holds the
 * larger of both, so that the first host with enough is found by walking down once.
 */
final class FreeTree {

    private final int leaves;
    private final long[] most;

    /**
     * @param hosts how many there may be, at least 0
     */
    FreeTree(int hosts, long capacityBytes) {
        leaves = hosts <= 1 ? 1 : Integer.highestOneBit(hosts - 1) << 1;
        most = new long[2 * leaves];
        Arrays.fill(most, capacityBytes);
    }

    /**
     * Takes memory of the first host that has so much, and returns that host. There must be one.
     */
    int takeFirst(long bytes) {
        int node = 1;
        while (node < leaves) {
            node *= 2;
            if (most[node] < bytes) {
                node++;
            }
        }
        int host = node - leaves;
        most[node] -= bytes;
        for (node /= 2; node > 0; node /= 2) {
            most[node] = Math.max(most[2 * node], most[2 * node + 1]);
        }
        return host;
    }
}
