package tare.harness.storm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.LaunchSession;
import tare.harness.linux.Kernel;
import tare.harness.linux.Syscall;

/**
 * Starts instances and stops them when their lifetime is over. All of it on one thread: a bare
 * guest's processor is the thread that made it.
 *
 * <p>A stop is asked for when it is due, and completed later: an instance that has ended meanwhile
 * is taken away without waiting for it. A start that is due goes before what is left to take away,
 * as long as that is not much: what is owed at the end of a time that is measured was not done in
 * it.
 */
final class Launcher {

    private static final int PR_SET_TIMERSLACK = 29;

    /** What a launcher may owe: work of so long, by what stops have taken so far. */
    static final long MOST_OWED_NANOS = 25_000_000;

    /** And no more than so many instances. */
    private static final int MOST_ENDING = 32;

    /** Of the last stops' mean, the share that the last one has. */
    private static final double WEIGHT = 0.1;

    private final LaunchSession session;
    private final MonotonicClock clock;
    private final Deque<Living> living = new ArrayDeque<>();
    private final Deque<Instance> ending = new ArrayDeque<>();
    private @Nullable Launch prepared;

    /** What a stop takes, moving mean; as much as may be owed until the first has been made. */
    private double stopNanos = MOST_OWED_NANOS;

    Launcher(LaunchSession session, MonotonicClock clock) {
        this.session = session;
        this.clock = clock;
    }

    private record Living(Instance instance, long dueNanos) {}

    /** Lets the calling thread be woken when it asks to be, not up to 50 us later. */
    static void wakePunctually(Kernel kernel) {
        kernel.call(Syscall.PRCTL, PR_SET_TIMERSLACK, 1);
    }

    /** Launches until the path is compiled. */
    void warmUp() {
        session.warmUp();
    }

    /**
     * Serves a demand to its end; returns when all that it started is stopped.
     *
     * @param lifetimeNanos from ready until the stop
     */
    void serve(Demand demand, long lifetimeNanos) {
        long freeNanos = clock.nanos();
        while (true) {
            long now = clock.nanos();
            endDue(now);
            int number = owesTooMuch() ? Demand.NOT_YET : demand.claim(now);
            if (number >= 0) {
                start(number, demand, lifetimeNanos, freeNanos);
                freeNanos = clock.nanos();
            } else if (!ending.isEmpty()) {
                stop(ending.remove(), demand);
                freeNanos = clock.nanos();
                stopNanos += WEIGHT * (freeNanos - now - stopNanos);
            } else if (number == Demand.OVER && living.isEmpty()) {
                putAway();
                return;
            } else {
                await(number, demand);
            }
        }
    }

    private boolean owesTooMuch() {
        return ending.size() > MOST_ENDING || ending.size() * stopNanos >= MOST_OWED_NANOS;
    }

    /** Asks those for their end whose time has come. */
    private void endDue(long now) {
        for (Living oldest = living.peek();
                oldest != null && oldest.dueNanos() <= now;
                oldest = living.peek()) {
            Instance instance = living.remove().instance();
            instance.endSoon();
            ending.add(instance);
        }
    }

    /** Until there is something to do. */
    private void await(int number, Demand demand) {
        if (number != Demand.OVER) {
            prepareAhead();
        }
        Living oldest = living.peek();
        long next = oldest == null ? Long.MAX_VALUE : oldest.dueNanos();
        if (number != Demand.OVER) {
            next = Math.min(next, demand.askAgainNanos(clock.nanos()));
        }
        LockSupport.parkNanos(next - clock.nanos());
    }

    private void start(int number, Demand demand, long lifetimeNanos, long freeNanos) {
        Launch launch = prepared;
        prepared = null;
        try {
            if (launch == null) {
                launch = session.prepare(0);
            }
            Instance instance = launch.start();
            instance.awaitReady();
            // Not afterReady: the intent is enough for the cleaner, and reading the pid's start
            // time back from /proc would be Tare's own part of the rate, not the backend's.
            var stages = instance.stages();
            living.add(new Living(instance, stages.readyNanos() + lifetimeNanos));
            demand.started(number, stages.startNanos(), stages.readyNanos(), freeNanos);
        } catch (LaunchException e) {
            if (launch != null) {
                launch.close();
            }
            demand.failed(e, false);
        }
    }

    private static void stop(Instance one, Demand demand) {
        try {
            one.close();
            demand.stopped();
        } catch (LaunchException e) {
            demand.failed(e, true);
        }
    }

    /** What needs no start is done while there is nothing else to do. */
    private void prepareAhead() {
        if (prepared == null) {
            try {
                prepared = session.prepare(0);
            } catch (LaunchException e) {
                // The start that is due next tries again, and is counted.
                prepared = null;
            }
        }
    }

    private void putAway() {
        Launch unused = prepared;
        prepared = null;
        if (unused != null) {
            unused.close();
        }
    }

    /**
     * Prepares launches, one after the other, and starts none: what Tare itself takes for each.
     *
     * @return how many until then
     */
    long prepareUntil(long untilNanos) {
        long count = 0;
        while (clock.nanos() < untilNanos) {
            session.prepare(0).close();
            count++;
        }
        return count;
    }

    /** Stops whatever lives; the first failure is thrown when all have been tried. */
    void endAll() {
        putAway();
        living.forEach(one -> one.instance().endSoon());
        living.forEach(one -> ending.add(one.instance()));
        living.clear();
        LaunchException first = null;
        while (!ending.isEmpty()) {
            try {
                ending.remove().close();
            } catch (LaunchException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
