package tare.results.foreign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import tare.results.failure.InputError;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.RunResult;
import tare.results.model.Unit;

/**
 * Reads an HdrHistogram log, version 1.2 or 1.3, with values in nanoseconds. A tag as Tare writes
 * it names the cell; other tags, and intervals without one, are the workload of a cell of {@code
 * service.latency}. Each interval is a round. A histogram keeps as many digits as it was told to,
 * so values are those of its buckets, not those that were measured: a note says so.
 */
public final class HdrImport {

    private static final String FORMAT = "hdr";

    /** A line holds one compressed histogram; five digits over all of 64 bits take 54 MB. */
    private static final int LONGEST_LINE = 16 << 20;

    private static final int MOST_LINES = 100_000;
    private static final String TAG = "Tag=";

    private final Origin origin;
    private final Gathering gathering;
    private final SortedMap<CellKey, Integer> rounds = new TreeMap<>();

    private HdrImport(Origin origin) {
        this.origin = origin;
        this.gathering = new Gathering(origin);
    }

    /**
     * Reads a log.
     *
     * @throws InputError if it is not in this form
     */
    public static RunResult read(InputStream stream, Origin origin) throws IOException {
        HdrImport read = new HdrImport(origin);
        read.gathering.discarded("a histogram keeps a few digits: values are those of its buckets");
        BoundedLines lines =
                new BoundedLines(
                        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)),
                        LONGEST_LINE);
        int number = 0;
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (++number > MOST_LINES) {
                    throw new Gathering.Unusable("it has more than " + MOST_LINES + " lines");
                }
                if (!line.isBlank() && !line.startsWith("#") && !line.startsWith("\"")) {
                    read.interval(line);
                }
            }
        } catch (Gathering.Unusable e) {
            throw read.gathering.wrong(FORMAT, e.getMessage() + " (line " + number + ")");
        }
        return read.gathering.result(FORMAT);
    }

    private void interval(String line) {
        String tag = "";
        String rest = line;
        if (line.startsWith(TAG)) {
            int comma = line.indexOf(',');
            tag = line.substring(TAG.length(), comma < 0 ? line.length() : comma);
            rest = comma < 0 ? "" : line.substring(comma + 1);
        }
        String[] fields = rest.split(",", -1);
        if (fields.length != 4) {
            throw new Gathering.Unusable(
                    "an interval has a start, a length, a maximum and a histogram");
        }
        CellKey key = key(tag);
        Gathering.Found cell = gathering.cell(key, gathering.plain());
        int round = rounds.merge(key, 0, (before, none) -> before + 1);
        Expanding values = new Expanding();
        for (HistogramIterationValue value : histogram(fields[3].strip()).recordedValues()) {
            values.add(
                    (double) value.getValueIteratedTo(),
                    (double) value.getCountAddedInThisIterationStep());
        }
        for (double value : values.values()) {
            gathering.sample(cell, round, 0, value);
        }
    }

    /** Whatever a damaged histogram makes the library throw is the file's fault. */
    private static Histogram histogram(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(bytes), 0);
        } catch (DataFormatException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NegativeArraySizeException
                | ArithmeticException
                | ClassCastException
                | IllegalStateException
                | BufferUnderflowException e) {
            throw new Gathering.Unusable("its histogram cannot be decoded: " + e);
        }
    }

    /** {@code experiment/backend/workload/metric;name=value}; a backend may have slashes. */
    private CellKey key(String tag) {
        String[] parts = tag.split(";", -1);
        String head = parts[0];
        int first = head.indexOf('/');
        int last = head.lastIndexOf('/');
        int middle = last > 0 ? head.lastIndexOf('/', last - 1) : -1;
        SortedMap<String, String> parameters = new TreeMap<>();
        if (first > 0 && middle > first) {
            for (Metric metric : Metric.values()) {
                if (metric.unit() == Unit.NANOSECONDS
                        && metric.id().equals(head.substring(last + 1))) {
                    for (int i = 1; i < parts.length; i++) {
                        int equals = parts[i].indexOf('=');
                        parameters.put(
                                equals < 0 ? parts[i] : parts[i].substring(0, equals),
                                equals < 0 ? "" : parts[i].substring(equals + 1));
                    }
                    return new CellKey(
                            head.substring(0, first),
                            head.substring(first + 1, middle),
                            head.substring(middle + 1, last),
                            metric,
                            parameters);
                }
            }
        }
        parameters.put("source", FORMAT);
        return new CellKey(
                "service",
                origin.backend(),
                tag.isEmpty() ? "log" : tag,
                Metric.SERVICE_LATENCY,
                parameters);
    }
}
