package tare.harness.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tare.results.model.Outcome;

/**
 * Results of rates, a line each, appended when a rate is done: a host JVM that dies loses the rate
 * in flight at most.
 */
final class RateFile implements AutoCloseable {

    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 6;

    private final FileChannel channel;

    private RateFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the file, mode 0600; what an earlier session of the run has left in it goes. */
    static RateFile create(Path file) throws IOException {
        return new RateFile(
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    void write(RateResult result) throws IOException {
        String latencies =
                Arrays.stream(result.latencyNanos())
                        .mapToObj(nanos -> Long.toString((long) nanos))
                        .collect(Collectors.joining(" "));
        Optional<Outcome.Absent> absent = result.absent();
        String line =
                String.join(
                                SEPARATOR,
                                Integer.toString(result.rate()),
                                result.path(),
                                latencies,
                                absent.map(why -> why.kind().name()).orElse(""),
                                absent.map(why -> oneLine(why.reason())).orElse(""),
                                absent.map(why -> oneLine(why.remedy())).orElse(""))
                        + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** All that reached the file; a torn last line is left out. */
    static List<RateResult> read(Path file) throws IOException {
        List<RateResult> results = new ArrayList<>();
        if (!Files.exists(file)) {
            return results;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String[] fields = line.split(SEPARATOR, -1);
            if (fields.length != FIELDS) {
                throw new IOException("not a result of a rate: " + line);
            }
            results.add(
                    new RateResult(
                            Integer.parseInt(fields[0]),
                            fields[1],
                            latencies(fields[2]),
                            absent(fields)));
        }
        return results;
    }

    private static double[] latencies(String field) {
        return field.isEmpty()
                ? new double[0]
                : Arrays.stream(field.split(" ", -1)).mapToDouble(Double::parseDouble).toArray();
    }

    private static Optional<Outcome.Absent> absent(String[] fields) {
        return fields[3].isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Outcome.Absent(Outcome.Kind.valueOf(fields[3]), fields[4], fields[5]));
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " | ").strip();
    }
}
