package tare.simulators.queue;

/**
 * Erlang's formulas for c servers and an offered load of a = arrivals x mean service.
 *
 * <p>Source: A. K. Erlang, "Solution of some problems in the theory of probabilities of
 * significance in automatic telephone exchanges", 1917; B is what an M/G/c/c loses, C how often one
 * waits in an M/M/c.
 */
public final class Erlang {

    private Erlang() {}

    /**
     * The part of arrivals that finds all servers busy and is lost.
     *
     * @param servers at least 0
     * @param load at least 0
     */
    public static double lost(int servers, double load) {
        double blocked = 1;
        for (int k = 1; k <= servers; k++) {
            blocked = load * blocked / (k + load * blocked);
        }
        return blocked;
    }

    /**
     * The part of arrivals that waits where nobody is lost; 1 where the load is not below the
     * number of servers.
     */
    public static double waits(int servers, double load) {
        if (load >= servers) {
            return 1;
        }
        double blocked = lost(servers, load);
        return blocked / (1 - load / servers * (1 - blocked));
    }

    /** The mean wait in units of the mean service; infinite where the load is too much. */
    public static double meanWait(int servers, double load) {
        return load >= servers ? Double.POSITIVE_INFINITY : waits(servers, load) / (servers - load);
    }

    /**
     * The smallest number of servers that loses at most such a part.
     *
     * @param part above 0
     */
    public static int serversToLose(double part, double load) {
        double blocked = 1;
        int servers = 0;
        while (blocked > part) {
            servers++;
            blocked = load * blocked / (servers + load * blocked);
        }
        return servers;
    }
}
