package tare.harness.storm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import tare.harness.host.Saturation;

/**
 * What became of one rate, after a first lifetime in which the host filled.
 *
 * @param due how many starts were due
 * @param latencies from when each was due until its guest acted, in nanoseconds, in their order; of
 *     those that were never begun until the end of the waiting, which is less than the truth
 * @param lags how late launchers that had nothing else to do began, in nanoseconds
 * @param failedStarts how many were begun and failed, from the beginning on
 * @param failedStops how many instances could not be stopped
 * @param left how many were never begun: their turn did not come in time
 * @param nanos how long starts were due
 * @param mostLive the most instances at once
 * @param calledOff whether memory ran short
 * @param why the first failure; empty if there is none
 * @param seen the host meanwhile
 * @param runnable tasks that ran or waited for a CPU, mean
 * @param live instances, mean
 */
// Handed to one reader, which does not change the arrays.
@SuppressWarnings("ArrayRecordComponent")
public record Played(
        int due,
        long[] latencies,
        long[] lags,
        long failedStarts,
        long failedStops,
        int left,
        long nanos,
        int mostLive,
        boolean calledOff,
        String why,
        Saturation seen,
        double runnable,
        double live) {

    private static final double NANOS_PER_SECOND = 1e9;

    /** Puts the launchers' parts together. */
    static Played of(
            Rate rate, long[] timetable, List<Part> parts, Counters counters, Watch.Seen seen) {
        int first = 0;
        while (first < timetable.length && timetable[first] < rate.lifetimeNanos()) {
            first++;
        }
        int from = first;
        List<Part.Begun> begun = new ArrayList<>();
        parts.forEach(part -> begun.addAll(part.begun()));
        begun.removeIf(one -> one.number() < from);
        begun.sort(Comparator.comparingInt(Part.Begun::number));
        int left = timetable.length - Math.max(first, Math.min(counters.next(), timetable.length));
        long[] latencies = new long[begun.size() + left];
        for (int i = 0; i < begun.size(); i++) {
            latencies[i] = begun.get(i).latencyNanos();
        }
        for (int i = 0; i < left; i++) {
            int number = timetable.length - left + i;
            latencies[begun.size() + i] =
                    timetable[timetable.length - 1] + rate.patienceNanos() - timetable[number];
        }
        return new Played(
                timetable.length - first,
                latencies,
                begun.stream()
                        .mapToLong(Part.Begun::lagNanos)
                        .filter(lag -> lag != Part.NONE)
                        .toArray(),
                parts.stream().mapToLong(Part::failedStarts).sum(),
                parts.stream().mapToLong(Part::failedStops).sum(),
                left,
                rate.nanos(),
                counters.mostLive(),
                counters.calledOff(),
                parts.stream().map(Part::why).filter(w -> !w.isEmpty()).findFirst().orElse(""),
                seen.saturation(),
                seen.runnable(),
                seen.live());
    }

    /** Starts that were due per second. */
    public double offeredPerSecond() {
        return due * NANOS_PER_SECOND / nanos;
    }

    /** Starts that came to be ready per second. */
    public double startedPerSecond() {
        return Math.max(0, latencies.length - left) * NANOS_PER_SECOND / nanos;
    }

    /**
     * A quantile of the latencies by nearest rank, in nanoseconds, where starts that failed count
     * as endless.
     *
     * @return empty where it is endless, or nothing was due
     */
    public OptionalDouble latency(double quantile) {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        long all = Math.max(due, sorted.length + failedStarts);
        int rank = (int) Math.max(1, Math.ceil(quantile * all));
        return all == 0 || rank > sorted.length
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) sorted[rank - 1]);
    }

    /** A quantile of the lags, in nanoseconds; empty if no launcher waited for a start. */
    public OptionalDouble lag(double quantile) {
        long[] sorted = lags.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.max(1, Math.ceil(quantile * sorted.length));
        return sorted.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of((double) Math.max(0, sorted[rank - 1]));
    }
}
