package tare.simulators.queue;

/** One server in closed form. */
public final class SingleServer {

    private SingleServer() {}

    /**
     * The mean wait in an M/G/1, by Pollaczek and Khinchine: {@code l E[S^2] / (2 (1 - l E[S]))}.
     *
     * @param rate of arrivals
     * @param mean of the service
     * @param meanSquare of the service
     * @return infinite where the server cannot keep up
     */
    public static double meanWait(double rate, double mean, double meanSquare) {
        double busy = rate * mean;
        return busy >= 1 ? Double.POSITIVE_INFINITY : rate * meanSquare / (2 * (1 - busy));
    }

    /**
     * How long a job stays on average where the server is shared evenly: {@code E[S] / (1 - l
     * E[S])}, whatever the distribution.
     */
    public static double meanStayShared(double rate, double mean) {
        double busy = rate * mean;
        return busy >= 1 ? Double.POSITIVE_INFINITY : mean / (1 - busy);
    }
}
