package tare.results.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;
import tare.results.failure.OutputError;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Unit;

/**
 * An export for other tools: the durations of a result as an HdrHistogram log, one tagged histogram
 * per cell. A histogram keeps three digits, so statistics are made from the result file instead.
 */
public final class SampleLog {

    /** Name of the file, below the result's directory. */
    public static final String NAME = "exports/samples.hlog";

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    private SampleLog() {}

    /**
     * Writes {@code exports/samples.hlog}: values in nanoseconds, maxima in milliseconds as the
     * format has it. Cells of other units, and those with a negative sample, which a histogram
     * cannot hold, are left out. The same result gives the same bytes.
     *
     * @param directory the directory of the result file
     * @return the file
     * @throws OutputError if it cannot be written
     */
    public static Path write(RunResult result, Path directory) {
        Path file = directory.resolve(NAME);
        try {
            Path exports = file.resolveSibling("");
            if (!Files.isDirectory(exports)) {
                Files.createDirectory(
                        exports,
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new OutputError(
                    "cannot make the directory of exports",
                    file.toString(),
                    e.toString(),
                    "the result itself is kept in " + directory,
                    e);
        }
        byte[] log = log(result);
        AtomicFile.write(file, out -> out.write(log));
        return file;
    }

    /** The log as it is written; its writer swallows errors of a stream, so it has none. */
    public static byte[] log(RunResult result) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter log = new HistogramLogWriter(bytes);
        log.outputComment("[Tare result " + result.id() + "]");
        log.outputLogFormatVersion();
        double begin = seconds(result.createdAt());
        log.outputStartTime((long) (begin * 1000));
        log.outputLegend();
        for (Cell cell : result.cells()) {
            if (cell.key().metric().unit() == Unit.NANOSECONDS
                    && cell.outcome() instanceof Outcome.Measured measured
                    && measured.summary().min() >= 0) {
                log.outputIntervalHistogram(
                        begin, begin, histogram(cell.key(), measured), NANOS_PER_MILLI);
            }
        }
        log.close();
        return bytes.toByteArray();
    }

    private static Histogram histogram(CellKey key, Outcome.Measured measured) {
        Histogram histogram = new Histogram(DIGITS);
        for (Round round : measured.rounds()) {
            for (double sample : round.samples().values()) {
                histogram.recordValue(Math.round(sample));
            }
        }
        histogram.setTag(tag(key));
        return histogram;
    }

    /** Tags may hold neither commas nor white space. */
    static String tag(CellKey key) {
        StringBuilder tag = new StringBuilder(key.experiment());
        tag.append('/').append(key.backend()).append('/').append(key.workload());
        tag.append('/').append(key.metric().id());
        for (Map.Entry<String, String> parameter : key.parameters().entrySet()) {
            tag.append(';').append(parameter.getKey()).append('=').append(parameter.getValue());
        }
        return tag.toString().replaceAll("[,\\s]", "_");
    }

    /** The log's own clock: all of a run is at its beginning. */
    private static double seconds(String createdAt) {
        try {
            return Instant.parse(createdAt).getEpochSecond();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }
}
