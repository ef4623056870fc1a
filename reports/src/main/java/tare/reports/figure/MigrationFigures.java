package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Summary;

/** What {@code tare simulate live-migration} found of each way of copying. */
public final class MigrationFigures {

    private static final String EXPERIMENT = "simulate";
    private static final String AT_ONCE = "at-once";

    private MigrationFigures() {}

    /** Downtime over how many go at once; empty if none was simulated. */
    public static Optional<Panel> downtime(RunReading reading) {
        List<Figure.Series> series = new ArrayList<>();
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            SortedMap<String, SortedMap<Double, Double>> lines = new TreeMap<>();
            for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.MIGRATION_DOWNTIME)) {
                RunReading.measured(cell)
                        .ifPresent(
                                measured ->
                                        lines.computeIfAbsent(name(cell), any -> new TreeMap<>())
                                                .put(
                                                        Double.parseDouble(
                                                                parameter(cell, AT_ONCE)),
                                                        measured.summary().max()));
            }
            lines.forEach(
                    (name, line) -> {
                        List<Point> drawn = new ArrayList<>();
                        line.forEach((x, y) -> drawn.add(new Point(x, y)));
                        xs.addAll(line.keySet());
                        ys.addAll(line.values());
                        series.add(new Figure.Series(name, series.size(), drawn));
                    });
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "migration-downtime",
                        "Downtime over the migrations at once (simulated)",
                        "Simulated downtime of the slowest machine over how many are moved at once.",
                        "Downtime is until the machine runs on its new host. Several at once share"
                                + " the network: rounds of pre-copy then take longer, and leave more.");
        return Optional.of(
                new Panel(
                        new Figure.Curves(
                                heading,
                                Axis.suiting("migrations at once", Measure.COUNT, doubles(xs)),
                                Axis.suiting("downtime", Measure.NANOS, doubles(ys)),
                                series),
                        table(reading)));
    }

    private static Table table(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.MIGRATION_DOWNTIME)) {
                rows.add(
                        Row.of(
                                name(cell),
                                Subject.words(cell.labels()),
                                figures(reading, subject, cell)));
            }
        }
        return new Table(
                "Machines that are moved, the slowest of each kind (simulated)",
                "machine and way",
                List.of(
                        Column.number("at once"),
                        Column.number("downtime"),
                        Column.number("total"),
                        Column.number("until the last"),
                        Column.number("traffic"),
                        Column.number("time lost"),
                        Column.number("rounds"),
                        Column.words("converged")),
                rows);
    }

    private static List<String> figures(RunReading reading, Subject subject, Cell cell) {
        return List.of(
                parameter(cell, AT_ONCE),
                most(reading, subject, cell, Metric.MIGRATION_DOWNTIME, Measure.NANOS),
                most(reading, subject, cell, Metric.MIGRATION_TOTAL, Measure.NANOS),
                most(reading, subject, cell, Metric.MIGRATION_ALL, Measure.NANOS),
                most(reading, subject, cell, Metric.MIGRATION_TRAFFIC, Measure.BYTES),
                most(reading, subject, cell, Metric.MIGRATION_LOST, Measure.NANOS),
                most(reading, subject, cell, Metric.MIGRATION_ROUNDS, Measure.COUNT),
                forced(reading, subject, cell));
    }

    private static String forced(RunReading reading, Subject subject, Cell like) {
        return summary(reading, subject, like, Metric.MIGRATION_FORCED)
                .map(all -> all.max() > 0 ? "no" : "yes")
                .orElse(Measure.NONE);
    }

    private static String most(
            RunReading reading, Subject subject, Cell like, Metric metric, Measure measure) {
        return summary(reading, subject, like, metric)
                .map(all -> measure.text(all.max()))
                .orElse(Measure.NONE);
    }

    private static Optional<Summary> summary(
            RunReading reading, Subject subject, Cell like, Metric metric) {
        CellKey key = like.key();
        CellKey wanted =
                new CellKey(
                        key.experiment(), key.backend(), key.workload(), metric, key.parameters());
        return reading.cells(EXPERIMENT, subject, metric).stream()
                .filter(cell -> cell.key().equals(wanted))
                .findFirst()
                .flatMap(RunReading::measured)
                .map(measured -> measured.summary());
    }

    private static String name(Cell cell) {
        return parameter(cell, "guest") + ", " + parameter(cell, "way");
    }

    private static String parameter(Cell cell, String name) {
        return cell.key().parameters().getOrDefault(name, "");
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
