package tare.results.foreign;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.Summary;
import tare.results.model.Unit;

/**
 * A result as text of OpenMetrics 1.0, for Prometheus and what understands it: a family for each
 * metric, in base units. A family is a summary, or, where a value may be below 0, a gauge of each
 * order statistic.
 */
public final class OpenMetrics {

    private final Writer text;

    private OpenMetrics(Writer text) {
        this.text = text;
    }

    /** Writes the text; the same result gives the same bytes. */
    public static void write(RunResult result, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new OpenMetrics(text).all(result);
        text.flush();
    }

    private void all(RunResult result) throws IOException {
        text.write(
                "# TYPE tare_result info\n# HELP tare_result The run that the figures are of.\n");
        Map<String, String> run = new LinkedHashMap<>();
        run.put("id", result.id());
        run.put("created_at", result.createdAt());
        run.put("state", result.state().id());
        run.put("version", result.tool().version());
        run.put("host_fingerprint", result.host().fingerprint());
        text.write("tare_result_info" + labels(run) + " 1\n");
        Map<Metric, List<Cell>> families = new TreeMap<>();
        for (Cell cell : result.cells()) {
            if (cell.outcome() instanceof Outcome.Measured) {
                families.computeIfAbsent(cell.key().metric(), m -> new ArrayList<>()).add(cell);
            }
        }
        for (Map.Entry<Metric, List<Cell>> family : families.entrySet()) {
            family(family.getKey(), family.getValue());
        }
        text.write("# EOF\n");
    }

    private void family(Metric metric, List<Cell> cells) throws IOException {
        String unit =
                switch (metric.unit()) {
                    case NANOSECONDS -> "seconds";
                    case BYTES -> "bytes";
                    case HERTZ -> "hertz";
                    case KILOWATT_HOURS -> "joules";
                    case ONE -> "";
                };
        String name = "tare_" + metric.id().replace('.', '_') + (unit.isEmpty() ? "" : "_" + unit);
        boolean summary = cells.stream().noneMatch(cell -> summary(cell).min() < 0);
        text.write("# TYPE " + name + (summary ? " summary\n" : " gauge\n"));
        if (!unit.isEmpty()) {
            text.write("# UNIT " + name + " " + unit + "\n");
        }
        text.write("# HELP " + name + " Tare's metric " + metric.id() + ".\n");
        double factor = factor(metric.unit());
        for (Cell cell : cells) {
            Map<String, String> labels = labels(cell);
            for (Map.Entry<String, Double> statistic : statistics(summary(cell)).entrySet()) {
                Map<String, String> more = new LinkedHashMap<>(labels);
                more.put(summary ? "quantile" : "statistic", statistic.getKey());
                text.write(name + labels(more) + " " + statistic.getValue() * factor + "\n");
            }
            if (summary) {
                Summary all = summary(cell);
                text.write(name + "_count" + labels(labels) + " " + all.count() + "\n");
                double sum = all.mean() * all.count() * factor;
                text.write(name + "_sum" + labels(labels) + " " + sum + "\n");
            }
        }
    }

    /** Quantile 0 is the smallest sample, 1 the largest. */
    private static Map<String, Double> statistics(Summary summary) {
        Map<String, Double> statistics = new LinkedHashMap<>();
        statistics.put("0.0", summary.min());
        statistics.put("0.5", summary.p50());
        statistics.put("0.9", summary.p90());
        statistics.put("0.99", summary.p99());
        statistics.put("0.999", summary.p999());
        statistics.put("1.0", summary.max());
        return statistics;
    }

    private static Summary summary(Cell cell) {
        return ((Outcome.Measured) cell.outcome()).summary();
    }

    private static double factor(Unit unit) {
        return switch (unit) {
            case NANOSECONDS -> 1e-9;
            case KILOWATT_HOURS -> 3.6e6;
            default -> 1;
        };
    }

    /** Two parameters whose names become the same are told apart by a number. */
    private static Map<String, String> labels(Cell cell) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("experiment", cell.key().experiment());
        labels.put("backend", cell.key().backend());
        labels.put("class", cell.backendClass().id());
        labels.put("workload", cell.key().workload());
        if (!cell.labels().isEmpty()) {
            labels.put("labels", String.join(",", cell.labels().stream().map(Label::id).toList()));
        }
        cell.key()
                .parameters()
                .forEach(
                        (name, value) -> {
                            String label = "parameter_" + name.replaceAll("[^a-zA-Z0-9_]", "_");
                            int number = 2;
                            String free = label;
                            while (labels.containsKey(free)) {
                                free = label + "_" + number++;
                            }
                            labels.put(free, value);
                        });
        return labels;
    }

    private static String labels(Map<String, String> labels) {
        List<String> pairs = new ArrayList<>();
        labels.forEach((name, value) -> pairs.add(name + "=\"" + escaped(value) + "\""));
        return "{" + String.join(",", pairs) + "}";
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
