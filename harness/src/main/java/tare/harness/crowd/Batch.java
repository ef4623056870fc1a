package tare.harness.crowd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a helper did of what it was asked: one line of its answers.
 *
 * @param alive how many instances it holds now
 * @param descriptors how many descriptors it has open now
 * @param starts in order
 * @param stop why it did less, if something stood in its way
 */
public record Batch(int alive, int descriptors, List<Start> starts, Optional<Stop> stop) {

    private static final String TAB = "\t";
    private static final int FIELDS = 8;
    private static final String NOTHING = "-";

    public Batch {
        starts = List.copyOf(starts);
    }

    /**
     * One start, on the host's monotonic clock.
     *
     * @param startNanos t0
     * @param readyNanos when the host saw the ready byte
     */
    public record Start(long startNanos, long readyNanos) {

        /** From t0 until ready. */
        public long nanos() {
            return readyNanos - startNanos;
        }
    }

    /**
     * Why a helper goes no further.
     *
     * @param memory whether it is the memory that is to stay available; else a start failed
     * @param step which step failed
     * @param why errno by name, or what was waited for
     * @param remedy what the backend says can be done; may be empty
     */
    public record Stop(boolean memory, String step, String why, String remedy) {}

    String line() {
        StringBuilder samples = new StringBuilder(starts.isEmpty() ? NOTHING : "");
        for (Start start : starts) {
            samples.append(samples.isEmpty() ? "" : " ")
                    .append(start.startNanos())
                    .append(',')
                    .append(start.nanos());
        }
        String word = stop.map(end -> end.memory() ? "memory" : "start").orElse(NOTHING);
        return String.join(
                TAB,
                "batch",
                Integer.toString(alive),
                Integer.toString(descriptors),
                samples,
                word,
                flat(stop.map(Stop::step).orElse("")),
                flat(stop.map(Stop::why).orElse("")),
                flat(stop.map(Stop::remedy).orElse("")));
    }

    /**
     * Reads a line back.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Batch parse(String line) {
        String[] fields = line.split(TAB, -1);
        if (fields.length != FIELDS || !fields[0].equals("batch")) {
            throw new IllegalArgumentException("no batch: " + line);
        }
        List<Start> starts = new ArrayList<>();
        if (!fields[3].equals(NOTHING)) {
            for (String sample : fields[3].split(" ", -1)) {
                String[] halves = sample.split(",", 2);
                long start = Long.parseLong(halves[0]);
                starts.add(new Start(start, start + Long.parseLong(halves[1])));
            }
        }
        Optional<Stop> stop =
                fields[4].equals(NOTHING)
                        ? Optional.empty()
                        : Optional.of(
                                new Stop(
                                        fields[4].equals("memory"),
                                        fields[5],
                                        fields[6],
                                        fields[7]));
        return new Batch(Integer.parseInt(fields[1]), Integer.parseInt(fields[2]), starts, stop);
    }

    private static String flat(String text) {
        return text.replaceAll("[\t\r\n]+", " ").strip();
    }
}
