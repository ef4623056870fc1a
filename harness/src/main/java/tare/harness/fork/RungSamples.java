package tare.harness.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import tare.harness.backend.Rung;

/**
 * What climbing one rung took, again and again.
 *
 * @param way how the rung came by its layers
 * @param layers see {@link Rung}
 * @param key what was on
 * @param nanos one for each climb, in their order; empty where it could not be climbed
 * @param why the first failure, and what mends it; empty if there is none
 */
// Handed to one reader, which does not change the array.
@SuppressWarnings("ArrayRecordComponent")
public record RungSamples(
        Rung.Way way, List<String> layers, String key, long[] nanos, String why, String remedy) {

    private static final String TAB = "\t";
    private static final int FIELDS = 6;

    public RungSamples {
        layers = List.copyOf(layers);
    }

    /** A line each. */
    static void write(Path file, List<RungSamples> rungs) throws IOException {
        Files.write(file, rungs.stream().map(RungSamples::line).toList(), StandardCharsets.UTF_8);
    }

    /**
     * Reads them back.
     *
     * @throws IOException if the file is not there, or not such a one
     */
    public static List<RungSamples> read(Path file) throws IOException {
        List<RungSamples> rungs = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            String[] parts = line.split(TAB, -1);
            if (parts.length != FIELDS) {
                throw new IOException("no line of a ladder: " + line);
            }
            rungs.add(
                    new RungSamples(
                            Rung.Way.valueOf(parts[0]),
                            words(parts[1]),
                            parts[2],
                            words(parts[3]).stream().mapToLong(Long::parseLong).toArray(),
                            parts[4],
                            parts[5]));
        }
        return rungs;
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(" ", -1));
    }

    private String line() {
        return String.join(
                TAB,
                way.name(),
                String.join(" ", layers),
                key,
                Arrays.stream(nanos).mapToObj(Long::toString).collect(Collectors.joining(" ")),
                flat(why),
                flat(remedy));
    }

    private static String flat(String text) {
        return text.replaceAll("[\\t\\n\\r]", " ");
    }
}
