package tare.simulators.placement.kubernetes;

/**
 * How many nodes with room are scored.
 *
 * <p>Source: pkg/scheduler/schedule_one.go, numFeasibleNodesToFind; the automatic percentage falls
 * from 50 to 5 by one for each 125 nodes.
 */
public final class Sample {

    /** In place of a percentage: by the number of nodes. */
    public static final int AUTOMATIC = 0;

    private static final int FEWEST = 100;
    private static final int LEAST_PERCENT = 5;
    private static final int START_PERCENT = 50;
    private static final int NODES_PER_PERCENT = 125;
    private static final int PERCENT = 100;

    private Sample() {}

    /**
     * How many of so many nodes.
     *
     * @param percent percentageOfNodesToScore, 1 to 100, or {@link #AUTOMATIC}
     */
    public static int of(int nodes, int percent) {
        if (nodes < FEWEST || percent >= PERCENT) {
            return nodes;
        }
        int share =
                percent == AUTOMATIC
                        ? Math.max(LEAST_PERCENT, START_PERCENT - nodes / NODES_PER_PERCENT)
                        : percent;
        return (int) Math.max(FEWEST, (long) nodes * share / PERCENT);
    }
}
