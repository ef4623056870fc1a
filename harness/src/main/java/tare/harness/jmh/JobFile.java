package tare.harness.jmh;

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
import tare.workloads.inside.JvmView;

/**
 * Results of jobs, a line each, appended when a job is done: a host JVM that dies loses the job in
 * flight at most.
 */
final class JobFile implements AutoCloseable {

    private static final String SEPARATOR = "\t";
    private static final int FIELDS = 7;

    private final FileChannel channel;

    private JobFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Makes the file, mode 0600; what an earlier session of the run has left in it goes. */
    static JobFile create(Path file) throws IOException {
        return new JobFile(
                FileChannel.open(
                        file,
                        Set.of(
                                StandardOpenOption.CREATE,
                                StandardOpenOption.TRUNCATE_EXISTING,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------"))));
    }

    void write(JobResult result) throws IOException {
        String scores =
                result.scores().stream()
                        .map(score -> Double.toString(score))
                        .collect(Collectors.joining(" "));
        String line =
                String.join(
                                SEPARATOR,
                                result.name(),
                                scores,
                                oneLine(result.reason()),
                                oneLine(result.remedy()),
                                result.view().map(v -> "" + v.processors()).orElse(""),
                                result.view().map(v -> "" + v.heapBytes()).orElse(""),
                                result.view().map(v -> "" + v.memoryBytes()).orElse(""))
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
    static List<JobResult> read(Path file) throws IOException {
        List<JobResult> results = new ArrayList<>();
        if (!Files.exists(file)) {
            return results;
        }
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            String[] fields = line.split(SEPARATOR, -1);
            if (fields.length != FIELDS) {
                throw new IOException("not a result of a job: " + line);
            }
            List<Double> scores =
                    fields[1].isEmpty()
                            ? List.of()
                            : Arrays.stream(fields[1].split(" ", -1)).map(Double::valueOf).toList();
            Optional<JvmView> view =
                    fields[4].isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new JvmView(
                                            Integer.parseInt(fields[4]),
                                            Long.parseLong(fields[5]),
                                            Long.parseLong(fields[6])));
            results.add(new JobResult(fields[0], scores, fields[2], fields[3], view));
        }
        return results;
    }

    private static String oneLine(String text) {
        return text.replaceAll("[\\t\\r\\n]+", " | ").strip();
    }
}
