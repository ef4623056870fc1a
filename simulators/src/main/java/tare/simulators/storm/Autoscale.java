package tare.simulators.storm;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.PriorityQueue;
import tare.simulators.queue.Draws;
import tare.simulators.queue.Stretch;

/**
 * Each request has an instance to itself. One that is idle takes it at once; else a new one is
 * started for it, a cold start; where there may be no more, it waits for one. Starts slow each
 * other down. With a pool that is kept and nothing kept beside, what is cold is what Erlang's B
 * says is lost; where none may be started beside the pool, requests wait as by Erlang's C.
 */
public final class Autoscale {

    private record Starting(double endsAtWork, double asked, int number)
            implements Comparable<Starting> {
        @Override
        public int compareTo(Starting other) {
            int byWork = Double.compare(endsAtWork, other.endsAtWork);
            return byWork == 0 ? Integer.compare(number, other.number) : byWork;
        }
    }

    /**
     * What became of it.
     *
     * @param waits from a request until it is being served, of those of the burst, ascending
     * @param requests of the burst
     * @param cold how many of them had an instance started for them
     * @param meanInstances alive on average over the whole time
     * @param mostInstances alive at once
     */
    // Made here and read once: nobody compares them.
    @SuppressWarnings("ArrayRecordComponent")
    public record Outcome(
            double[] waits, int requests, int cold, double meanInstances, int mostInstances) {

        /** The probability of a cold start in the burst. */
        public double coldShare() {
            return requests == 0 ? 0 : (double) cold / requests;
        }
    }

    private final StartTimes starts;
    private final Stretch stretch;
    private final Load load;
    private final Scaling scaling;
    private final Draws draws;
    private final PriorityQueue<Double> serving = new PriorityQueue<>();
    private final PriorityQueue<Starting> starting = new PriorityQueue<>();
    private final ArrayDeque<Double> idleSince = new ArrayDeque<>();
    private final ArrayDeque<Double> line = new ArrayDeque<>();
    private double[] waits = new double[1024];
    private int served;
    private int cold;
    private int begun;
    private int alive;
    private int most;
    private double aliveTime;
    private double now;
    private double startedWork;

    private Autoscale(StartTimes starts, Load load, Scaling scaling, Draws draws) {
        this.starts = starts;
        this.stretch = starts.stretch(scaling.cores());
        this.load = load;
        this.scaling = scaling;
        this.draws = draws;
        alive = scaling.keep();
        most = alive;
        for (int i = 0; i < alive; i++) {
            idleSince.add(0.0);
        }
    }

    /** What becomes of a load. */
    public static Outcome play(StartTimes starts, Load load, Scaling scaling, Draws draws) {
        Autoscale play = new Autoscale(starts, load, scaling, draws);
        play.play();
        double[] sorted = Arrays.copyOf(play.waits, play.served);
        Arrays.sort(sorted);
        return new Outcome(
                sorted,
                play.served,
                play.cold,
                play.now == 0 ? play.alive : play.aliveTime / play.now,
                play.most);
    }

    private void play() {
        double arrival = load.next(0, draws);
        while (true) {
            double ready = nextReady();
            double done = serving.isEmpty() ? Double.POSITIVE_INFINITY : serving.peek();
            double expiry = nextExpiry();
            double next = Math.min(Math.min(arrival, ready), Math.min(done, expiry));
            boolean over = arrival == Double.POSITIVE_INFINITY;
            if (over && starting.isEmpty() && line.isEmpty()) {
                return;
            }
            if (next == ready) {
                advance(next);
                Starting first = starting.remove();
                startedWork = first.endsAtWork;
                serve(first.asked);
            } else if (next == done) {
                advance(next);
                serving.remove();
                release();
            } else if (next == expiry) {
                advance(next);
                idleSince.removeFirst();
                alive--;
            } else {
                advance(next);
                arrive();
                arrival = load.next(now, draws);
            }
        }
    }

    private double nextReady() {
        Starting first = starting.peek();
        return first == null
                ? Double.POSITIVE_INFINITY
                : now + Math.max(0, first.endsAtWork - startedWork) * stretch.of(starting.size());
    }

    private double nextExpiry() {
        return alive > scaling.keep() && !idleSince.isEmpty()
                ? Math.max(now, idleSince.peekFirst() + scaling.idleNanos())
                : Double.POSITIVE_INFINITY;
    }

    private void advance(double until) {
        aliveTime += alive * (until - now);
        if (!starting.isEmpty()) {
            startedWork += (until - now) / stretch.of(starting.size());
        }
        now = until;
    }

    private void arrive() {
        if (!idleSince.isEmpty()) {
            // The last that was used: the others may then end.
            idleSince.removeLast();
            serve(now);
        } else if (alive < scaling.most()) {
            alive++;
            most = Math.max(most, alive);
            cold += load.inBurst(now) ? 1 : 0;
            starting.add(new Starting(startedWork + starts.draw(draws), now, begun++));
        } else {
            line.add(now);
        }
    }

    private void serve(double asked) {
        if (load.inBurst(asked)) {
            if (served == waits.length) {
                waits = Arrays.copyOf(waits, 2 * served);
            }
            waits[served++] = now - asked;
        }
        serving.add(now + draws.exponential(load.serviceNanos()));
    }

    private void release() {
        if (!line.isEmpty()) {
            serve(line.removeFirst());
        } else {
            idleSince.addLast(now);
        }
    }
}
