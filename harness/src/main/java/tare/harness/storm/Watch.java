package tare.harness.storm;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.HostTree;
import tare.harness.host.Saturation;

/** Looks at the host while a rate is played, and calls it off where memory runs short. */
final class Watch implements AutoCloseable {

    private static final long PERIOD_NANOS = 50_000_000;

    private final HostTree tree = HostTree.live();
    private final MonotonicClock clock;
    private final Counters counters;
    private final double memoryFloor;
    private final List<Long> launchers;
    private final Saturation.Snapshot before;
    private final Thread thread;
    private volatile boolean over;
    private double runnable;
    private double live;
    private int looks;

    /**
     * Begins to look.
     *
     * @param memoryFloor share of the memory that stays available, 0 to 1
     * @param launchers the processes that launch
     */
    Watch(MonotonicClock clock, Counters counters, double memoryFloor, List<Long> launchers) {
        this.clock = clock;
        this.counters = counters;
        this.memoryFloor = memoryFloor;
        this.launchers = List.copyOf(launchers);
        before = Saturation.Snapshot.take(tree, clock, launchers);
        thread = new Thread(this::look, "tare-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void look() {
        while (!over) {
            runnable += Saturation.runnable(tree);
            live += counters.live();
            looks++;
            if (Saturation.memoryLeft(tree) < memoryFloor) {
                counters.callOff();
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
    }

    /** What it saw; ends the looking. */
    Seen end() {
        close();
        Saturation saturation =
                Saturation.between(before, Saturation.Snapshot.take(tree, clock, launchers));
        double count = Math.max(1, looks);
        return new Seen(saturation, runnable / count, live / count);
    }

    /**
     * What a watch saw.
     *
     * @param runnable tasks that ran or waited for a CPU, mean
     * @param live instances, mean
     */
    record Seen(Saturation saturation, double runnable, double live) {}

    /** Idempotent. */
    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
