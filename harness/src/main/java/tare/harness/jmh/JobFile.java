package tare.harness.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tare.harness.fork.LineFile;
import tare.workloads.inside.JvmView;

/**
 * Results of jobs, a line each, appended when a job is done: a host JVM that dies loses the job in
 * flight at most.
 */
final class JobFile implements AutoCloseable {

    private static final int FIELDS = 7;

    private final LineFile lines;

    private JobFile(LineFile lines) {
        this.lines = lines;
    }

    /** Makes the file, mode 0600; what an earlier session of the run has left in it goes. */
    static JobFile create(Path file) throws IOException {
        return new JobFile(LineFile.create(file));
    }

    void write(JobResult result) throws IOException {
        String scores =
                result.scores().stream()
                        .map(score -> Double.toString(score))
                        .collect(Collectors.joining(" "));
        lines.write(
                List.of(
                        result.name(),
                        scores,
                        result.reason(),
                        result.remedy(),
                        result.view().map(v -> "" + v.processors()).orElse(""),
                        result.view().map(v -> "" + v.heapBytes()).orElse(""),
                        result.view().map(v -> "" + v.memoryBytes()).orElse("")));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    /** All that reached the file; a torn last line is left out. */
    static List<JobResult> read(Path file) throws IOException {
        List<JobResult> results = new ArrayList<>();
        for (List<String> fields : LineFile.read(file, FIELDS)) {
            List<Double> scores =
                    fields.get(1).isEmpty()
                            ? List.of()
                            : Arrays.stream(fields.get(1).split(" ", -1))
                                    .map(Double::valueOf)
                                    .toList();
            Optional<JvmView> view =
                    fields.get(4).isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new JvmView(
                                            Integer.parseInt(fields.get(4)),
                                            Long.parseLong(fields.get(5)),
                                            Long.parseLong(fields.get(6))));
            results.add(new JobResult(fields.get(0), scores, fields.get(2), fields.get(3), view));
        }
        return results;
    }
}
