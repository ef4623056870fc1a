package tare.reports.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/** What starts take that come at a rate, and what a host runs out of. */
public final class StormFigures {

    /** The experiment. */
    public static final String STORM = "storm";

    private static final String ARRIVALS = "arrivals";
    private static final String POISSON = "poisson";

    /** From here on a host has nothing left, or a resource is waited for. */
    private static final double IDLE = 0.1;

    private static final double WAITED_FOR = 0.2;
    private static final double PERCENT = 100;

    /** Fewest samples of which one in a thousand says something. */
    private static final int FEWEST_P999 = 3_000;

    private StormFigures() {}

    /** Median and 99 % quantile over the rate; empty if nothing was measured. */
    public static List<Panel> latencies(RunReading reading) {
        List<Panel> panels = new ArrayList<>();
        panel(reading, "storm-p50", "Median start", digest -> digest.p50().value())
                .ifPresent(panels::add);
        panel(
                        reading,
                        "storm-p99",
                        "99 % quantile of a start",
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
            List<Point> points = points(reading, subject, quantile);
            if (!points.isEmpty()) {
                series.add(new Figure.Series(subject.figureName(), subject.place(), points));
                Point last = points.get(points.size() - 1);
                spoken.add(
                        subject.figureName()
                                + ": "
                                + Measure.NANOS.text(points.get(0).y())
                                + " at "
                                + Measure.COUNT.text(points.get(0).x())
                                + " a second, "
                                + Measure.NANOS.text(last.y())
                                + " at "
                                + Measure.COUNT.text(last.x())
                                + ".");
                for (Point point : points) {
                    rows.add(
                            Row.of(
                                    subject.key(),
                                    subject.labelWords(),
                                    List.of(
                                            Measure.COUNT.text(point.x()),
                                            Measure.NANOS.text(point.y()))));
                }
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        id,
                        title + " over the rate of starts (log scales)",
                        title + ", from when it was due. " + String.join(" ", spoken),
                        "Open loop: starts are due by a Poisson process whatever becomes of those"
                                + " before, and each counts from when it was due. Instances live for"
                                + " the plan's storm.lifetime-ms and are stopped; all rounds together."
                                + " A start whose turn did not come counts until the end of the"
                                + " waiting.");
        Axis x = Axis.logarithmic("starts a second (log scale)", Measure.COUNT, all(series, true));
        Axis y =
                Axis.logarithmic(
                        "time from due to ready (log scale)", Measure.NANOS, all(series, false));
        Table table =
                new Table(
                        title + " at each rate",
                        "backend",
                        List.of(
                                Column.number("starts a second"),
                                Column.number("from due to ready")),
                        rows);
        return Optional.of(new Panel(new Figure.Curves(heading, x, y, series), table));
    }

    private static List<Point> points(
            RunReading reading, Subject subject, ToDoubleFunction<Digest> quantile) {
        List<Point> points = new ArrayList<>();
        for (Cell cell : loads(reading, subject)) {
            boolean poisson = cell.key().parameters().getOrDefault(ARRIVALS, "").equals(POISSON);
            OptionalDouble rate = value(reading, subject, Metric.STORM_OFFERED, cell, Map.of());
            Optional<Digest> digest = reading.digest(cell);
            if (poisson && rate.isPresent() && digest.isPresent()) {
                double value = quantile.applyAsDouble(digest.get());
                if (value > 0 && rate.getAsDouble() > 0) {
                    points.add(new Point(rate.getAsDouble(), value));
                }
            }
        }
        points.sort(Comparator.comparingDouble(Point::x));
        return points;
    }

    private static double[] all(List<Figure.Series> series, boolean x) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(point -> x ? point.x() : point.y())
                .toArray();
    }

    /** The highest rate that is kept up with, and what a backend runs out of. */
    public static Table sustained(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(STORM, subject, Metric.STORM_SUSTAINED)) {
                String sla = cell.key().parameters().getOrDefault("sla", Measure.NONE);
                rows.add(
                        Rows.of(
                                reading,
                                subject.key() + ", p99 under " + sla,
                                cell,
                                digest ->
                                        List.of(
                                                around(digest),
                                                middle(reading, subject, Metric.STORM_CLOSED),
                                                middle(reading, subject, Metric.STORM_ISSUED),
                                                saturated(reading, subject),
                                                Integer.toString(digest.rounds()))));
            }
        }
        return new Table(
                "The highest rate of starts that is kept up with",
                "backend, and what must be kept to",
                List.of(
                        Column.number("starts a second (95 % interval)"),
                        Column.number("as fast as launchers can (closed loop)"),
                        Column.number("what Tare itself can issue"),
                        Column.words("what runs out at the highest load"),
                        Column.number("rounds")),
                rows);
    }

    private static String around(Digest digest) {
        return digest.p50()
                .interval()
                .map(i -> i.around(digest.p50().value(), Measure.COUNT))
                .orElse(Measure.COUNT.text(digest.p50().value()));
    }

    private static String middle(RunReading reading, Subject subject, Metric metric) {
        OptionalDouble median = reading.median(STORM, subject, metric);
        return median.isPresent() ? Measure.COUNT.text(median.getAsDouble()) : Measure.NONE;
    }

    /** Says what the highest load left of the host, by the kernel's own accounts. */
    private static String saturated(RunReading reading, Subject subject) {
        Optional<Cell> highest =
                loads(reading, subject).stream()
                        .max(
                                Comparator.comparingDouble(
                                        cell ->
                                                value(
                                                                reading,
                                                                subject,
                                                                Metric.STORM_OFFERED,
                                                                cell,
                                                                Map.of())
                                                        .orElse(0)));
        if (highest.isEmpty()) {
            return Measure.NONE;
        }
        Cell at = highest.get();
        double idle = share(reading, subject, at, Metric.STORM_CPU, "part", "idle");
        double system = share(reading, subject, at, Metric.STORM_CPU, "part", "system");
        List<String> words = new ArrayList<>();
        if (idle < IDLE) {
            words.add("CPU, " + percent(system) + " of it in the kernel");
        }
        for (String resource : List.of("memory", "io")) {
            double waited =
                    share(reading, subject, at, Metric.STORM_PRESSURE, "resource", resource);
            if (waited > WAITED_FOR) {
                words.add(resource + ", waited for " + percent(waited) + " of the time");
            }
        }
        return words.isEmpty()
                ? "no resource: CPU idle "
                        + percent(idle)
                        + ", so launchers wait for a lock, a daemon or a device"
                : String.join("; ", words);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", PERCENT * share);
    }

    private static double share(
            RunReading reading, Subject subject, Cell load, Metric metric, String name, String of) {
        return value(reading, subject, metric, load, Map.of(name, of)).orElse(0);
    }

    /** Every load that was played: quantiles, and what the host had left. */
    public static Table loads(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : loads(reading, subject)) {
                rows.add(
                        Rows.of(
                                reading,
                                header(subject, cell),
                                cell,
                                digest -> cells(reading, subject, cell, digest)));
            }
        }
        return new Table(
                "Starts at each load, from when they were due",
                "backend, arrivals, load",
                List.of(
                        Column.number("offered a second"),
                        Column.number("started a second"),
                        Column.number("p50"),
                        Column.number("p99"),
                        Column.number("p999"),
                        Column.number("n"),
                        Column.number("failed"),
                        Column.number("turn did not come"),
                        Column.number("live"),
                        Column.number("Tare late, p99"),
                        Column.number("CPU: user, kernel, idle"),
                        Column.number("Tare's own code"),
                        Column.number("runnable"),
                        Column.number("waited for CPU")),
                rows);
    }

    private static List<String> cells(
            RunReading reading, Subject subject, Cell cell, Digest digest) {
        double p999 = RunReading.measured(cell).map(m -> m.summary().p999()).orElse(Double.NaN);
        return List.of(
                count(reading, subject, Metric.STORM_OFFERED, cell),
                count(reading, subject, Metric.STORM_RATE, cell),
                Measure.NANOS.text(digest.p50().value()),
                digest.p99().claimed()
                        ? Measure.NANOS.text(digest.p99().value())
                        : "n < " + Digest.FEWEST_P99,
                digest.count() >= FEWEST_P999 ? Measure.NANOS.text(p999) : "n < " + FEWEST_P999,
                Integer.toString(digest.count()),
                sum(reading, subject, Metric.STORM_FAILED, cell),
                sum(reading, subject, Metric.STORM_LEFT, cell),
                count(reading, subject, Metric.STORM_LIVE, cell),
                value(reading, subject, Metric.STORM_LAG, cell, Map.of()).isPresent()
                        ? Measure.NANOS.text(
                                value(reading, subject, Metric.STORM_LAG, cell, Map.of())
                                        .getAsDouble())
                        : Measure.NONE,
                percent(share(reading, subject, cell, Metric.STORM_CPU, "part", "user"))
                        + ", "
                        + percent(share(reading, subject, cell, Metric.STORM_CPU, "part", "system"))
                        + ", "
                        + percent(share(reading, subject, cell, Metric.STORM_CPU, "part", "idle")),
                percent(share(reading, subject, cell, Metric.STORM_CPU, "part", "tare")),
                count(reading, subject, Metric.STORM_RUNNABLE, cell),
                percent(share(reading, subject, cell, Metric.STORM_PRESSURE, "resource", "cpu")));
    }

    private static String count(RunReading reading, Subject subject, Metric metric, Cell load) {
        OptionalDouble value = value(reading, subject, metric, load, Map.of());
        return value.isPresent() ? Measure.COUNT.text(value.getAsDouble()) : Measure.NONE;
    }

    private static String sum(RunReading reading, Subject subject, Metric metric, Cell load) {
        double sum =
                beside(reading, subject, metric, load, Map.of())
                        .flatMap(RunReading::measured)
                        .map(Outcome.Measured::rounds)
                        .orElse(List.of())
                        .stream()
                        .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                        .sum();
        return Measure.COUNT.text(sum);
    }

    private static String header(Subject subject, Cell cell) {
        Map<String, String> parameters = cell.key().parameters();
        String load = parameters.getOrDefault("load", parameters.getOrDefault("rate", ""));
        return subject.key() + ", " + parameters.getOrDefault(ARRIVALS, "") + ", " + load;
    }

    /** In the order of their rates. */
    private static List<Cell> loads(RunReading reading, Subject subject) {
        return reading.cells(STORM, subject, Metric.STORM_LATENCY).stream()
                .sorted(
                        Comparator.comparingDouble(
                                cell ->
                                        value(
                                                        reading,
                                                        subject,
                                                        Metric.STORM_OFFERED,
                                                        cell,
                                                        Map.of())
                                                .orElse(0)))
                .toList();
    }

    /** The median of another metric at the same load. */
    private static OptionalDouble value(
            RunReading reading,
            Subject subject,
            Metric metric,
            Cell load,
            Map<String, String> more) {
        return beside(reading, subject, metric, load, more)
                .flatMap(RunReading::measured)
                .map(found -> OptionalDouble.of(found.summary().p50()))
                .orElse(OptionalDouble.empty());
    }

    private static Optional<Cell> beside(
            RunReading reading,
            Subject subject,
            Metric metric,
            Cell load,
            Map<String, String> more) {
        Map<String, String> wanted = new TreeMap<>(load.key().parameters());
        wanted.putAll(more);
        return reading.cells(STORM, subject, metric).stream()
                .filter(cell -> cell.key().parameters().equals(wanted))
                .findFirst();
    }
}
