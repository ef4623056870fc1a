package tare.simulators.queue;

import java.util.ArrayDeque;
import java.util.PriorityQueue;

/**
 * Jobs that run at once and slow each other down alike: processor sharing, with at most so many at
 * once and the others in line.
 *
 * <p>All that run advance at the same speed, so one clock of work done serves all: a job ends when
 * that clock has advanced by its work. O(n log n).
 */
public final class Sharing {

    private record Job(int index, double endsAtWork) implements Comparable<Job> {
        @Override
        public int compareTo(Job other) {
            int byWork = Double.compare(endsAtWork, other.endsAtWork);
            return byWork == 0 ? Integer.compare(index, other.index) : byWork;
        }
    }

    private final Arrivals jobs;
    private final Stretch stretch;
    private final int slots;
    private final double[] ends;
    private final PriorityQueue<Job> running = new PriorityQueue<>();
    private final ArrayDeque<Integer> line = new ArrayDeque<>();
    private double now;
    private double workDone;

    private Sharing(Arrivals jobs, Stretch stretch, int slots) {
        this.jobs = jobs;
        this.stretch = stretch;
        this.slots = slots;
        ends = new double[jobs.at().length];
    }

    /**
     * When each job ends.
     *
     * @param slots how many run at once at the most, at least 1
     */
    public static double[] ends(Arrivals jobs, Stretch stretch, int slots) {
        if (slots < 1) {
            throw new IllegalArgumentException(slots + " slots");
        }
        Sharing sharing = new Sharing(jobs, stretch, slots);
        sharing.play();
        return sharing.ends;
    }

    private void play() {
        int next = 0;
        int count = ends.length;
        while (next < count || !running.isEmpty()) {
            double arrival = next < count ? jobs.at()[next] : Double.POSITIVE_INFINITY;
            Job first = running.peek();
            double ending =
                    first == null
                            ? Double.POSITIVE_INFINITY
                            : now
                                    + Math.max(0, first.endsAtWork - workDone)
                                            * stretch.of(running.size());
            if (arrival < ending) {
                advance(arrival);
                line.add(next++);
            } else {
                // Exactly there, so that rounding leaves nothing to do.
                now = ending;
                workDone = running.remove().endsAtWork;
                ends[first.index] = now;
            }
            begin();
        }
    }

    private void advance(double until) {
        if (!running.isEmpty()) {
            workDone += (until - now) / stretch.of(running.size());
        }
        now = until;
    }

    private void begin() {
        while (running.size() < slots && !line.isEmpty()) {
            int index = line.remove();
            running.add(new Job(index, workDone + jobs.work()[index]));
        }
    }
}
