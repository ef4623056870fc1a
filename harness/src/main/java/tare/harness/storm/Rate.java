package tare.harness.storm;

import java.util.List;
import java.util.Locale;

/**
 * One rate to be played.
 *
 * @param arrivals how starts come to be due
 * @param perSecond mean rate, above 0
 * @param nanos how long starts are due, after a lifetime that fills the host
 * @param seed of the arrivals
 * @param lifetimeNanos from an instance's ready to its stop
 * @param most so many live at once; starts wait beyond
 * @param patienceNanos how long after the last was due starts are still begun
 * @param memoryFloor share of the host's memory that stays available, 0 to 1
 */
public record Rate(
        Arrivals arrivals,
        double perSecond,
        long nanos,
        long seed,
        long lifetimeNanos,
        int most,
        long patienceNanos,
        double memoryFloor) {

    private static final int WORDS = 8;

    /** When starts are due: for a lifetime more than is measured, at the beginning. */
    long[] timetable() {
        return arrivals.dueNanos(perSecond, lifetimeNanos + nanos, seed);
    }

    /** As words of a command. */
    String words() {
        return String.join(
                " ",
                List.of(
                        arrivals.id(),
                        String.format(Locale.ROOT, "%.6g", perSecond),
                        Long.toString(nanos),
                        Long.toString(seed),
                        Long.toString(lifetimeNanos),
                        Integer.toString(most),
                        Long.toString(patienceNanos),
                        Double.toString(memoryFloor)));
    }

    /** Back from words, from the first index on. */
    static Rate of(String[] words, int from) {
        if (words.length < from + WORDS) {
            throw new IllegalArgumentException("a rate has " + WORDS + " words");
        }
        return new Rate(
                Arrivals.of(words[from]).orElseThrow(),
                Double.parseDouble(words[from + 1]),
                Long.parseLong(words[from + 2]),
                Long.parseLong(words[from + 3]),
                Long.parseLong(words[from + 4]),
                Integer.parseInt(words[from + 5]),
                Long.parseLong(words[from + 6]),
                Double.parseDouble(words[from + 7]));
    }
}
