package tare.simulators.queue;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;

/**
 * Launchers that start instances as they are asked for, and take each away when its lifetime is
 * over. A start goes before what is left to take away, until that is too much: a queue of two
 * classes without preemption, of which the second is fed by the first (Kleinrock, "Queueing
 * Systems", volume 2, 1976, chapter 3).
 *
 * @param launchers at least 1; each takes away what it started
 * @param lifetime from the end of a start until its instance is to be taken away
 * @param stop how long that takes
 * @param mostLeft so many a launcher leaves behind for starts, and no more
 */
public record StartsFirst(int launchers, double lifetime, double stop, int mostLeft) {

    public StartsFirst {
        if (launchers < 1 || !(lifetime >= 0) || !(stop >= 0) || mostLeft < 0) {
            throw new IllegalArgumentException(launchers + " launchers, stops of " + stop);
        }
    }

    /** From each arrival until its start is done. */
    public double[] latencies(Arrivals starts) {
        PriorityQueue<Launcher> next =
                new PriorityQueue<>(Comparator.comparingDouble(launcher -> launcher.now));
        for (int i = 0; i < launchers; i++) {
            next.add(new Launcher());
        }
        double[] latencies = new double[starts.at().length];
        for (int number = 0; number < latencies.length; ) {
            Launcher launcher = next.remove();
            launcher.endDue();
            double due = starts.at()[number];
            if (due <= launcher.now && launcher.left <= mostLeft) {
                launcher.now += starts.work()[number];
                launcher.living.add(launcher.now + lifetime);
                latencies[number] = launcher.now - due;
                number++;
            } else if (launcher.left > 0) {
                launcher.now += stop;
                launcher.left--;
            } else {
                launcher.await(due);
            }
            next.add(launcher);
        }
        return latencies;
    }

    /** What one launcher has to do, and how far it is. */
    private static final class Launcher {
        private final Deque<Double> living = new ArrayDeque<>();
        private int left;
        private double now;

        void endDue() {
            while (!living.isEmpty() && living.peek() <= now) {
                living.remove();
                left++;
            }
        }

        void await(double due) {
            now = living.isEmpty() ? due : Math.min(due, living.peek());
        }
    }
}
