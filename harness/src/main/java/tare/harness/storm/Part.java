package tare.harness.storm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One launcher's part in a rate.
 *
 * @param begun its starts that came to be ready, in their order
 * @param failedStarts how many were begun and failed
 * @param failedStops how many instances could not be stopped
 * @param why the first failure; empty if there is none
 */
record Part(List<Begun> begun, long failedStarts, long failedStops, String why) {

    /** No lag: the launcher had something else to do when the start was due. */
    static final long NONE = -1;

    private static final String SPACE = " ";

    /**
     * A start.
     *
     * @param number its place in the timetable
     * @param latencyNanos from when it was due until its guest acted
     * @param lagNanos how late it was begun by a launcher that was free; {@link #NONE} else
     */
    record Begun(int number, long latencyNanos, long lagNanos) {}

    Part {
        begun = List.copyOf(begun);
    }

    /** A line for the counts, then one for each start. */
    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(failedStarts + SPACE + failedStops + SPACE + why.replaceAll("\\s", SPACE));
        for (Begun one : begun) {
            lines.add(one.number() + SPACE + one.latencyNanos() + SPACE + one.lagNanos());
        }
        Files.write(file, lines, StandardCharsets.UTF_8);
    }

    /** Reads it back. */
    static Part read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        List<Begun> begun = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(SPACE, -1);
            begun.add(
                    new Begun(
                            Integer.parseInt(words[0]),
                            Long.parseLong(words[1]),
                            Long.parseLong(words[2])));
        }
        String[] counts = lines.get(0).split(SPACE, 3);
        return new Part(begun, Long.parseLong(counts[0]), Long.parseLong(counts[1]), counts[2]);
    }
}
