package tare.simulators.queue;

import java.util.PriorityQueue;

/** Servers that take jobs in the order of arrival, one each: G/G/c. */
public final class FirstCome {

    private FirstCome() {}

    /**
     * How long each job waits until it is begun.
     *
     * @param servers at least 1
     */
    public static double[] waits(Arrivals jobs, int servers) {
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int i = 0; i < servers; i++) {
            free.add(0.0);
        }
        double[] waits = new double[jobs.at().length];
        for (int i = 0; i < waits.length; i++) {
            double since = free.remove();
            double begins = Math.max(jobs.at()[i], since);
            waits[i] = begins - jobs.at()[i];
            free.add(begins + jobs.work()[i]);
        }
        return waits;
    }

    /** Which jobs are lost where nobody waits: all servers are busy when they come. G/G/c/c. */
    public static boolean[] lost(Arrivals jobs, int servers) {
        PriorityQueue<Double> busy = new PriorityQueue<>();
        boolean[] lost = new boolean[jobs.at().length];
        for (int i = 0; i < lost.length; i++) {
            double now = jobs.at()[i];
            while (!busy.isEmpty() && busy.peek() <= now) {
                busy.remove();
            }
            lost[i] = busy.size() >= servers;
            if (!lost[i]) {
                busy.add(now + jobs.work()[i]);
            }
        }
        return lost;
    }
}
