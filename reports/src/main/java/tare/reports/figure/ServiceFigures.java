package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** Pictures and a table of what a service inside an instance takes to answer. */
public final class ServiceFigures {

    private static final String RATE = "rate";
    private static final String PATH = "path";

    private static final String CAPTION =
            "Open loop: requests are due by a Poisson process at the rate, over 32 connections,"
                    + " whatever becomes of those before, and a latency counts from the moment when"
                    + " its request was due, so that a late answer hides none behind it"
                    + " (coordinated omission). All rounds together; n and the rates that were not"
                    + " kept up with are in the table. Unless both ends share a loopback interface,"
                    + " requests come over a virtual Ethernet pair, to guests by QEMU's user"
                    + " networking.";

    private ServiceFigures() {}

    /** A rate of a backend's that was measured. */
    private record Reading(double rate, Digest digest) {}

    /** Median and 99 % quantile over the rate; empty if nothing was measured. */
    public static List<Panel> latencies(RunReading reading) {
        List<Panel> panels = new ArrayList<>();
        panel(reading, "service-p50", "Median latency", digest -> digest.p50().value())
                .ifPresent(panels::add);
        panel(
                        reading,
                        "service-p99",
                        "99 % quantile of latency",
                        digest -> digest.p99().claimed() ? digest.p99().value() : Double.NaN)
                .ifPresent(panels::add);
        return panels;
    }

    private static Optional<Panel> panel(
            RunReading reading, String id, String title, ToDoubleFunction<Digest> quantile) {
        List<Figure.Series> series = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<String> spoken = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            List<Point> points = new ArrayList<>();
            for (Reading each : readings(reading, subject)) {
                double value = quantile.applyAsDouble(each.digest());
                if (value > 0) {
                    points.add(new Point(each.rate(), value));
                    rows.add(row(subject, each, value));
                }
            }
            if (!points.isEmpty()) {
                series.add(new Figure.Series(subject.figureName(), subject.place(), points));
                spoken.add(subject.figureName() + ": " + spoken(points));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        double[] rates = all(series, Point::x);
        double[] values = all(series, Point::y);
        Axis x = Axis.logarithmic("requests a second (log scale)", Measure.COUNT, rates);
        Axis y = Axis.logarithmic("latency (log scale)", Measure.NANOS, values);
        Heading heading =
                new Heading(
                        id,
                        title + " over the rate of requests (log scales)",
                        title + " of a key-value service. " + String.join(" ", spoken),
                        CAPTION);
        Table table =
                new Table(
                        title + " at each rate",
                        "backend",
                        List.of(
                                Column.number("requests a second"),
                                Column.number("latency"),
                                Column.number("n")),
                        rows);
        return Optional.of(new Panel(new Figure.Curves(heading, x, y, series), table));
    }

    private static Row row(Subject subject, Reading each, double value) {
        return Row.of(
                subject.key(),
                subject.labelWords(),
                List.of(
                        Measure.COUNT.text(each.rate()),
                        Measure.NANOS.text(value),
                        Integer.toString(each.digest().count())));
    }

    /** The ends of a line in words. */
    private static String spoken(List<Point> points) {
        Point first = points.get(0);
        Point last = points.get(points.size() - 1);
        return Measure.NANOS.text(first.y())
                + " at "
                + Measure.COUNT.text(first.x())
                + " requests a second, "
                + Measure.NANOS.text(last.y())
                + " at "
                + Measure.COUNT.text(last.x())
                + ".";
    }

    private static double[] all(List<Figure.Series> series, ToDoubleFunction<Point> coordinate) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(coordinate)
                .toArray();
    }

    private static List<Reading> readings(RunReading reading, Subject subject) {
        List<Reading> readings = new ArrayList<>();
        for (Cell cell : cells(reading, subject)) {
            Optional<Digest> digest = reading.digest(cell);
            if (digest.isPresent()) {
                readings.add(new Reading(rate(cell).orElseThrow(), digest.get()));
            }
        }
        return readings;
    }

    /** By rising rate; a cell whose rate is no number has no place. */
    private static List<Cell> cells(RunReading reading, Subject subject) {
        return reading.cells(OverheadReading.OVERHEAD, subject, Metric.SERVICE_LATENCY).stream()
                .filter(cell -> rate(cell).isPresent())
                .sorted(Comparator.comparingDouble(cell -> rate(cell).orElseThrow()))
                .toList();
    }

    private static OptionalDouble rate(Cell cell) {
        String text = cell.key().parameters().getOrDefault(RATE, "");
        return text.matches("[1-9][0-9]{0,8}")
                ? OptionalDouble.of(Double.parseDouble(text))
                : OptionalDouble.empty();
    }

    /** Quantiles with their intervals at each rate, and the rates without any. */
    public static Table table(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            rows.addAll(
                    Rows.of(
                            reading,
                            cells(reading, subject),
                            cell -> header(subject, cell),
                            (cell, digest) -> digest.cells()));
        }
        return new Table(
                "Latency of a key-value service, from when a request was due",
                "backend, path, requests a second",
                List.of(
                        Column.number("p50 (95 % interval)"),
                        Column.number("p90 (95 % interval)"),
                        Column.number("p99 (95 % interval)"),
                        Column.number("n"),
                        Column.number("rounds")),
                rows);
    }

    private static String header(Subject subject, Cell cell) {
        return subject.key()
                + ", "
                + cell.key().parameters().getOrDefault(PATH, Measure.NONE)
                + ", "
                + cell.key().parameters().getOrDefault(RATE, Measure.NONE);
    }
}
