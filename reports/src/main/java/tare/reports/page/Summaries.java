package tare.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Outcome;
import tare.results.model.Summary;

/** All cells as comma-separated values (RFC 4180), for spreadsheets. */
final class Summaries {

    private static final List<String> HEADER =
            List.of(
                    "experiment",
                    "backend",
                    "class",
                    "workload",
                    "parameters",
                    "metric",
                    "unit",
                    "direction",
                    "labels",
                    "status",
                    "reason",
                    "remedy",
                    "rounds",
                    "count",
                    "min",
                    "p50",
                    "p90",
                    "p99",
                    "p999",
                    "max",
                    "mean",
                    "estimator");

    private Summaries() {}

    /** The values, one line per cell after a header line. */
    static String csv(RunReading reading) {
        StringBuilder text = new StringBuilder(Csv.line(HEADER));
        for (Cell cell : reading.run().cells()) {
            text.append(Csv.line(fields(cell)));
        }
        return text.toString();
    }

    private static List<String> fields(Cell cell) {
        List<String> fields = new ArrayList<>();
        fields.add(cell.key().experiment());
        fields.add(cell.key().backend());
        fields.add(cell.backendClass().id());
        fields.add(cell.key().workload());
        fields.add(
                cell.key().parameters().entrySet().stream()
                        .map(Map.Entry::toString)
                        .collect(Collectors.joining(" ")));
        fields.add(cell.key().metric().id());
        fields.add(cell.key().metric().unit().symbol());
        fields.add(cell.key().metric().direction().id());
        fields.add(String.join(" ", Subject.words(cell.labels())));
        if (cell.outcome() instanceof Outcome.Absent absent) {
            fields.addAll(List.of(absent.kind().id(), absent.reason(), absent.remedy()));
        } else if (cell.outcome() instanceof Outcome.Measured measured) {
            Summary summary = measured.summary();
            fields.addAll(List.of("measured", "", "", "" + measured.rounds().size()));
            fields.add(Integer.toString(summary.count()));
            for (double value :
                    new double[] {
                        summary.min(),
                        summary.p50(),
                        summary.p90(),
                        summary.p99(),
                        summary.p999(),
                        summary.max(),
                        summary.mean()
                    }) {
                fields.add(Double.isFinite(value) ? Double.toString(value) : "");
            }
            fields.add(summary.estimator());
        }
        while (fields.size() < HEADER.size()) {
            fields.add("");
        }
        return fields;
    }
}
