package tare.harness.fork;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.results.model.Metric;

/**
 * What one launch yielded, as a line of a {@link SampleFile}.
 *
 * @param index place in the fork's schedule, from 0
 * @param spinNanos what the probe was told to spin
 * @param stages all stages, on the host's monotonic clock
 * @param layers after the stages, each {@code metric=nanoseconds}; most backends have none
 */
public record LaunchSample(int index, long spinNanos, Stages stages, Layers layers) {

    private static final int FIELDS = 10;
    private static final String IS = "=";

    /** Without layers. */
    public LaunchSample(int index, long spinNanos, Stages stages) {
        this(index, spinNanos, stages, Layers.NONE);
    }

    /** The line, without its end. */
    String line() {
        StringBuilder line = new StringBuilder(stagesLine());
        layers.nanos()
                .forEach((metric, nanos) -> line.append(' ').append(metric.id() + IS + nanos));
        return line.toString();
    }

    private String stagesLine() {
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
        if (fields.length < FIELDS) {
            throw new IllegalArgumentException("a sample has " + FIELDS + " fields: " + line);
        }
        Map<Metric, Long> layers = new EnumMap<>(Metric.class);
        for (String field : Arrays.asList(fields).subList(FIELDS, fields.length)) {
            String[] halves = field.split(IS, 2);
            layers.put(metric(halves[0]), Long.valueOf(halves[1]));
        }
        long[] n = new long[FIELDS];
        for (int i = 0; i < FIELDS; i++) {
            n[i] = Long.parseLong(fields[i]);
        }
        return new LaunchSample(
                Math.toIntExact(n[0]),
                n[1],
                new Stages(n[2], n[3], n[4], n[5], n[6], n[7], n[8], n[9]),
                new Layers(layers));
    }

    private static Metric metric(String id) {
        return Arrays.stream(Metric.values())
                .filter(metric -> metric.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no metric is called " + id));
    }

    /** Time from t0 until the ready byte. */
    public long readyNanos() {
        return stages.readyNanos() - stages.startNanos();
    }
}
