package tare.harness.storm;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;

/**
 * Starts are due by a timetable, whatever becomes of those before. What finds no free launcher
 * waits, and its latency counts from when it was due (HdrHistogram's and wrk2's coordinated
 * omission). The timetable is that of all launchers, which share its counters; what is kept is of
 * this one.
 */
final class OpenDemand implements Demand {

    private static final long AGAIN_NANOS = 200_000;

    private final long beginNanos;
    private final long[] due;
    private final long endNanos;
    private final int most;
    private final Counters counters;
    private final List<Part.Begun> begun = new ArrayList<>();
    private long failedStarts;
    private long failedStops;
    private @Nullable LaunchException first;

    /**
     * @param beginNanos when the timetable begins
     * @param due from there, ascending
     * @param patienceNanos how long after the last is due starts are still begun
     * @param most so many live at once
     */
    OpenDemand(long beginNanos, long[] due, long patienceNanos, int most, Counters counters) {
        this.beginNanos = beginNanos;
        this.due = due.clone();
        this.endNanos = beginNanos + (due.length == 0 ? 0 : due[due.length - 1]) + patienceNanos;
        this.most = most;
        this.counters = counters;
    }

    @Override
    public int claim(long nowNanos) {
        while (true) {
            int number = counters.next();
            if (number >= due.length || nowNanos >= endNanos || counters.calledOff()) {
                return OVER;
            }
            if (beginNanos + due[number] > nowNanos || !counters.live(most)) {
                return NOT_YET;
            }
            if (counters.take(number)) {
                return number;
            }
            counters.gone();
        }
    }

    @Override
    public long askAgainNanos(long nowNanos) {
        int number = counters.next();
        long dueNanos = number < due.length ? beginNanos + due[number] : nowNanos;
        // Due already: too many live.
        return dueNanos > nowNanos ? dueNanos : nowNanos + AGAIN_NANOS;
    }

    @Override
    public void started(int number, long t0, long ready, long freeNanos) {
        long dueNanos = beginNanos + due[number];
        long lag = freeNanos <= dueNanos ? t0 - dueNanos : Part.NONE;
        begun.add(new Part.Begun(number, ready - dueNanos, lag));
    }

    @Override
    public void stopped() {
        counters.gone();
    }

    @Override
    public void failed(LaunchException why, boolean alive) {
        counters.gone();
        if (alive) {
            failedStops++;
        } else {
            failedStarts++;
        }
        first = first == null ? why : first;
    }

    /** When starts are due, from the beginning. */
    long[] timetable() {
        return due.clone();
    }

    /** What became of this launcher's starts, once it is done. */
    Part part() {
        String why = first == null ? "" : String.valueOf(first.getMessage());
        return new Part(begun, failedStarts, failedStops, why);
    }
}
