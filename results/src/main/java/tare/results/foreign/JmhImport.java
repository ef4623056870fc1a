package tare.results.foreign;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.file.JsonIn;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;

/**
 * Reads what JMH wrote with {@code -rf json}: each benchmark becomes a cell of the metric {@code
 * overhead.score} in nanoseconds for an operation, a fork a round, an iteration a sample; scores of
 * throughput are turned over. What {@link JmhExport} wrote becomes what it was. The parameter
 * {@code source=jmh} keeps such cells apart from Tare's own.
 */
public final class JmhImport {

    private static final String FORMAT = "jmh";

    private static final Map<String, Double> NANOSECONDS =
            Map.of(
                    "ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9, "min", 60e9, "hr", 3600e9, "day",
                    86400e9);

    private final JsonIn in;
    private final Origin origin;
    private final Gathering gathering;
    private final Set<CellKey> seen = new HashSet<>();

    private JmhImport(JsonIn in, Origin origin, Gathering gathering) {
        this.in = in;
        this.origin = origin;
        this.gathering = gathering;
    }

    /**
     * Reads a document.
     *
     * @throws InputError if it is not in this form
     */
    public static RunResult read(InputStream stream, Origin origin) throws IOException {
        Gathering gathering = new Gathering(origin);
        try (JsonParser parser = JsonIn.parser(stream)) {
            JsonIn in = new JsonIn(parser);
            try {
                JmhImport read = new JmhImport(in, origin, gathering);
                in.begin();
                in.array(read::entry);
                in.end();
                return gathering.result(FORMAT);
            } catch (JsonProcessingException e) {
                throw gathering.wrong(FORMAT, e.getOriginalMessage() + " (" + in.where() + ")");
            } catch (JsonIn.Mismatch | Gathering.Unusable | IllegalArgumentException e) {
                throw gathering.wrong(FORMAT, e.getMessage() + " (" + in.where() + ")");
            }
        } catch (CharConversionException e) {
            throw gathering.wrong(FORMAT, "it is no text: " + e.getMessage());
        }
    }

    /** One entry, before it is known whether it is whole. */
    private static final class Entry {
        @Nullable String benchmark;
        @Nullable String mode;
        @Nullable String unit;
        SortedMap<String, String> params = new TreeMap<>();
        final List<double[]> forks = new ArrayList<>();
        boolean primary;
    }

    private void entry() throws IOException {
        Entry entry = new Entry();
        in.object(
                name -> {
                    switch (name) {
                        case "benchmark" -> entry.benchmark = in.string();
                        case "mode" -> entry.mode = in.string();
                        case "jmhVersion" -> gathering.version("jmh", in.string());
                        case "jdkVersion" -> gathering.version("java", in.string());
                        case "params" -> entry.params = in.map();
                        case "primaryMetric" -> {
                            entry.primary = true;
                            in.object(field -> metric(field, entry));
                        }
                        default -> {
                            return false;
                        }
                    }
                    return true;
                });
        keep(entry);
    }

    private boolean metric(String name, Entry entry) throws IOException {
        switch (name) {
            case "scoreUnit" -> entry.unit = in.string();
            case "rawData" -> in.array(() -> entry.forks.add(fork()));
            case "rawDataHistogram" -> in.array(() -> entry.forks.add(histogram()));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Iterations of a fork; "NaN" and the like are strings, and no samples. */
    private double[] fork() throws IOException {
        List<Double> values = new ArrayList<>();
        in.array(
                () -> {
                    if (in.atNumber()) {
                        values.add(in.number());
                    } else {
                        gathering.discarded("the score " + in.string() + " is no number");
                    }
                });
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Iterations of a fork in mode "sample": pairs of a value and how often it was seen. */
    private double[] histogram() throws IOException {
        Expanding all = new Expanding();
        in.array(
                () ->
                        in.array(
                                () -> {
                                    double[] pair = in.numbers(2);
                                    if (pair.length != 2) {
                                        throw new JsonIn.Mismatch("a pair is expected");
                                    }
                                    all.add(pair[0], pair[1]);
                                }));
        return all.values();
    }

    private void keep(Entry entry) {
        String benchmark = JsonIn.required(entry.benchmark, "benchmark");
        String mode = JsonIn.required(entry.mode, "mode");
        if (!entry.primary) {
            throw new JsonIn.Mismatch("the field 'primaryMetric' is missing");
        }
        String unit = JsonIn.required(entry.unit, "scoreUnit");
        CellKey key = key(benchmark, mode, entry.params);
        Gathering.Head head = gathering.plain();
        boolean ours = !FORMAT.equals(key.parameters().get("source"));
        if (ours && entry.params.containsKey("class")) {
            head =
                    new Gathering.Head(
                            backendClass(entry.params.get("class")),
                            head.method(),
                            head.labels(),
                            head.channel());
        }
        if (!seen.add(key)) {
            throw new JsonIn.Mismatch("two entries are of " + benchmark + " " + entry.params);
        }
        Gathering.Found cell = gathering.cell(key, head);
        for (int fork = 0; fork < entry.forks.size(); fork++) {
            for (double score : entry.forks.get(fork)) {
                double nanos = nanos(score, unit);
                if (Double.isFinite(nanos) && (ours || nanos > 0)) {
                    gathering.sample(cell, fork, 0, nanos);
                } else {
                    gathering.discarded("the score " + score + " " + unit + " of " + benchmark);
                }
            }
        }
        if (entry.forks.isEmpty()) {
            gathering.absent(
                    cell,
                    new Outcome.Absent(
                            Outcome.Kind.FAILED,
                            "the file has no raw data of it",
                            "run JMH without -Djmh.json.rawData=false"));
        }
    }

    private CellKey key(String benchmark, String mode, SortedMap<String, String> params) {
        SortedMap<String, String> parameters = new TreeMap<>();
        String rest =
                benchmark.startsWith(JmhExport.PREFIX)
                        ? benchmark.substring(JmhExport.PREFIX.length())
                        : "";
        int dot = rest.indexOf('.');
        if (dot > 0 && params.containsKey("backend") && params.containsKey("workload")) {
            Metric metric = metric(rest.substring(dot + 1));
            params.forEach(
                    (name, value) -> {
                        if (name.startsWith("p.")) {
                            parameters.put(name.substring(2), value);
                        }
                    });
            return new CellKey(
                    rest.substring(0, dot),
                    params.get("backend"),
                    params.get("workload"),
                    metric,
                    parameters);
        }
        parameters.putAll(params);
        parameters.put("mode", mode);
        parameters.put("source", FORMAT);
        return new CellKey(
                "overhead", origin.backend(), benchmark, Metric.OVERHEAD_SCORE, parameters);
    }

    private static Metric metric(String id) {
        for (Metric metric : Metric.values()) {
            if (metric.id().equals(id)) {
                return metric;
            }
        }
        throw new JsonIn.Mismatch("'" + id + "' is no metric");
    }

    private static BackendClass backendClass(String id) {
        for (BackendClass backendClass : BackendClass.values()) {
            if (backendClass.id().equals(id)) {
                return backendClass;
            }
        }
        throw new JsonIn.Mismatch("'" + id + "' is no class");
    }

    /** From {@code us/op} or {@code ops/us} to nanoseconds for an operation. */
    private static double nanos(double score, String unit) {
        int slash = unit.indexOf('/');
        String left = slash < 0 ? "" : unit.substring(0, slash);
        String right = slash < 0 ? "" : unit.substring(slash + 1);
        if (right.equals("op") && NANOSECONDS.containsKey(left)) {
            return score * NANOSECONDS.get(left);
        }
        if (left.equals("ops") && NANOSECONDS.containsKey(right)) {
            return NANOSECONDS.get(right) / score;
        }
        throw new JsonIn.Mismatch("'" + unit + "' is no unit of JMH's");
    }
}
