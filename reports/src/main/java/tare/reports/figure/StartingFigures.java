package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
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

/** What {@code tare simulate} found of storms of starts, and of instances that follow a load. */
public final class StartingFigures {

    private static final String EXPERIMENT = "simulate";
    private static final String INSTANCES = "instances";
    private static final String PROVISION = "provision";
    private static final String KEEP = "keep";
    private static final double PERCENT = 100;

    private StartingFigures() {}

    /** The 99th percentile over the size of a storm; empty if none was simulated. */
    public static Optional<Panel> storms(RunReading reading) {
        return curves(
                reading,
                Metric.STORM_LATENCY,
                INSTANCES,
                new Heading(
                        "storm-simulated",
                        "Starts at one moment (simulated)",
                        "Simulated 99th percentile of starts over how many are asked for at once.",
                        "From the moment until all but one in a hundred are ready, over all hosts."
                                + " The table has hosts that are made first as well."),
                "instances at one moment",
                stormTable(reading));
    }

    /** The 99th percentile of waits over the size of the pool; empty likewise. */
    public static Optional<Panel> scales(RunReading reading) {
        return curves(
                reading,
                Metric.SCALE_WAIT,
                KEEP,
                new Heading(
                        "scale-simulated",
                        "Waits in a burst over the instances kept warm (simulated)",
                        "Simulated 99th percentile of waits in a burst over the size of the pool.",
                        "From a request of the burst until an instance begins to serve it."),
                "instances kept warm",
                scaleTable(reading));
    }

    private static Optional<Panel> curves(
            RunReading reading,
            Metric metric,
            String over,
            Heading heading,
            String label,
            Table table) {
        List<Figure.Series> series = new ArrayList<>();
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            SortedMap<Double, Double> points = new TreeMap<>();
            for (Cell cell : reading.cells(EXPERIMENT, subject, metric)) {
                if (cell.key().parameters().getOrDefault(PROVISION, "none").equals("none")
                        && cell.key().parameters().getOrDefault("warm", "0").equals("0")) {
                    summary(cell)
                            .filter(all -> all.p99() > 0)
                            .ifPresent(all -> points.put(number(cell, over), all.p99()));
                }
            }
            List<Point> drawn = new ArrayList<>();
            points.forEach((x, y) -> drawn.add(new Point(x, y)));
            if (!drawn.isEmpty()) {
                xs.addAll(points.keySet());
                ys.addAll(points.values());
                series.add(new Figure.Series(subject.figureName(), subject.place(), drawn));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Panel(
                        new Figure.Curves(
                                heading,
                                Axis.suiting(label, Measure.COUNT, doubles(xs)),
                                Axis.suiting("99th percentile", Measure.NANOS, doubles(ys)),
                                series),
                        table));
    }

    private static Table stormTable(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : bySize(reading, subject, Metric.STORM_LATENCY, INSTANCES)) {
                summary(cell)
                        .ifPresent(
                                all ->
                                        rows.add(
                                                row(
                                                        subject,
                                                        cell,
                                                        parameter(cell, INSTANCES),
                                                        parameter(cell, PROVISION),
                                                        Measure.NANOS.text(all.p50()),
                                                        Measure.NANOS.text(all.p99()),
                                                        Measure.NANOS.text(all.max()))));
            }
        }
        return new Table(
                "Starts at one moment (simulated)",
                "technology",
                List.of(
                        Column.number("instances"),
                        Column.words("hosts made first"),
                        Column.number("median"),
                        Column.number("99 %"),
                        Column.number("last")),
                rows);
    }

    private static Table scaleTable(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : bySize(reading, subject, Metric.SCALE_WAIT, KEEP)) {
                summary(cell)
                        .ifPresent(
                                all ->
                                        rows.add(
                                                row(
                                                        subject,
                                                        cell,
                                                        parameter(cell, KEEP),
                                                        Measure.PERCENT.text(
                                                                PERCENT
                                                                        * other(
                                                                                reading,
                                                                                subject,
                                                                                cell,
                                                                                Metric.SCALE_COLD)),
                                                        Measure.NANOS.text(all.p50()),
                                                        Measure.NANOS.text(all.p99()),
                                                        Measure.COUNT.text(
                                                                other(
                                                                        reading,
                                                                        subject,
                                                                        cell,
                                                                        Metric.SCALE_INSTANCES)))));
            }
        }
        return new Table(
                "A burst of requests (simulated)",
                "technology",
                List.of(
                        Column.number("kept warm"),
                        Column.number("cold starts"),
                        Column.number("median wait"),
                        Column.number("99 %"),
                        Column.number("instances alive")),
                rows);
    }

    private static Row row(Subject subject, Cell cell, String... figures) {
        return Row.of(subject.key(), Subject.words(cell.labels()), List.of(figures));
    }

    private static List<Cell> bySize(
            RunReading reading, Subject subject, Metric metric, String over) {
        return reading.cells(EXPERIMENT, subject, metric).stream()
                .sorted(Comparator.comparingDouble(cell -> number(cell, over)))
                .toList();
    }

    private static double other(RunReading reading, Subject subject, Cell like, Metric metric) {
        CellKey key = like.key();
        OptionalDouble value =
                reading.cells(EXPERIMENT, subject, metric).stream()
                        .filter(cell -> cell.key().parameters().equals(key.parameters()))
                        .flatMap(cell -> summary(cell).stream())
                        .mapToDouble(Summary::p50)
                        .findFirst();
        return value.orElse(Double.NaN);
    }

    private static String parameter(Cell cell, String name) {
        return cell.key().parameters().getOrDefault(name, Measure.NONE);
    }

    private static double number(Cell cell, String parameter) {
        String text = cell.key().parameters().getOrDefault(parameter, "");
        return text.matches("[0-9]{1,9}") ? Double.parseDouble(text) : 0;
    }

    private static Optional<Summary> summary(Cell cell) {
        return RunReading.measured(cell).map(measured -> measured.summary());
    }

    private static double[] doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
