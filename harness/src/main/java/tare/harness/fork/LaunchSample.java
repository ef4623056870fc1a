package tare.harness.fork;

import java.util.Locale;
import tare.harness.backend.Stages;

/**
 * What one launch yielded, as a line of a {@link SampleFile}.
 *
 * @param index place in the fork's schedule, from 0
 * @param spinNanos what the probe was told to spin
 * @param stages all stages, on the host's monotonic clock
 */
public record LaunchSample(int index, long spinNanos, Stages stages) {

    private static final int FIELDS = 10;

    /** The line, without its end. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%d %d %d %d %d %d %d %d %d %d",
                index,
                spinNanos,
                stages.startNanos(),
                stages.createdNanos(),
                stages.enteredNanos(),
                stages.readyNanos(),
                stages.stopRequestedNanos(),
                stages.stoppedNanos(),
                stages.childCpuNanos(),
                stages.tareCpuNanos());
    }

    /**
     * Reads a line back.
     *
     * @throws IllegalArgumentException if it is not a whole line
     */
    static LaunchSample parse(String line) {
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("a sample has " + FIELDS + " fields: " + line);
        }
        long[] n = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            n[i] = Long.parseLong(fields[i]);
        }
        return new LaunchSample(
                Math.toIntExact(n[0]),
                n[1],
                new Stages(n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]));
    }

    /** Time from t0 until the ready byte. */
    public long readyNanos() {
        return stages.readyNanos() - stages.startNanos();
    }
}
