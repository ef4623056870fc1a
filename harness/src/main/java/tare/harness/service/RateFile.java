package tare.harness.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tare.harness.fork.LineFile;
import tare.results.model.Outcome;

/**
 * Results of rates and turns, a line each, appended when one is done: a host JVM that dies loses
 * the one in flight at most.
 */
final class RateFile implements AutoCloseable {

    private static final int FIELDS = 7;

    private final LineFile lines;

    private RateFile(LineFile lines) {
        this.lines = lines;
    }

    /** Makes the file, mode 0600; what an earlier session of the run has left in it goes. */
    static RateFile create(Path file) throws IOException {
        return new RateFile(LineFile.create(file));
    }

    void write(RateResult result) throws IOException {
        String latencies =
                Arrays.stream(result.latencyNanos())
                        .mapToObj(nanos -> Long.toString((long) nanos))
                        .collect(Collectors.joining(" "));
        Optional<Outcome.Absent> absent = result.absent();
        lines.write(
                List.of(
                        result.kind().name(),
                        Integer.toString(result.amount()),
                        result.path(),
                        latencies,
                        absent.map(why -> why.kind().name()).orElse(""),
                        absent.map(why -> why.reason()).orElse(""),
                        absent.map(why -> why.remedy()).orElse("")));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** All that reached the file; a torn last line is left out. */
    static List<RateResult> read(Path file) throws IOException {
        List<RateResult> results = new ArrayList<>();
        for (List<String> fields : LineFile.read(file, FIELDS)) {
            results.add(
                    new RateResult(
                            RateResult.Kind.valueOf(fields.get(0)),
                            Integer.parseInt(fields.get(1)),
                            fields.get(2),
                            latencies(fields.get(3)),
                            absent(fields)));
        }
        return results;
    }

    private static double[] latencies(String field) {
        return field.isEmpty()
                ? new double[0]
                : Arrays.stream(field.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static Optional<Outcome.Absent> absent(List<String> fields) {
        return fields.get(4).isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Absent(
                                Outcome.Kind.valueOf(fields.get(4)), fields.get(5), fields.get(6)));
    }
}
