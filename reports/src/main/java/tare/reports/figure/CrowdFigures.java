package tare.reports.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Estimates;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;

/** Pictures and a table of the experiment {@code density}. */
public final class CrowdFigures {

    static final String DENSITY = "density";
    private static final String INSTANCES = "instances";

    /** Starts are drawn as medians of so many stretches of equal length. */
    private static final int STRETCHES = 40;

    private CrowdFigures() {}

    /** Start time over the number that live already; empty if nothing was measured. */
    public static Optional<Panel> starts(RunReading reading) {
        List<Figure.Series> series = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<String> spoken = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            double[] starts = starts(reading, subject);
            if (starts.length < 2) {
                continue;
            }
            List<Point> points = new ArrayList<>();
            int stretch = Math.max(1, (starts.length + STRETCHES - 1) / STRETCHES);
            for (int from = 0; from < starts.length; from += stretch) {
                double[] some =
                        Arrays.copyOfRange(starts, from, Math.min(starts.length, from + stretch));
                double middle = from + some.length / 2.0;
                points.add(new Point(middle, Estimates.median(some)));
                rows.add(row(subject, from, some));
            }
            series.add(new Figure.Series(subject.figureName(), subject.place(), points));
            spoken.add(
                    subject.figureName()
                            + ": "
                            + Measure.NANOS.text(points.get(0).y())
                            + " at first, "
                            + Measure.NANOS.text(points.get(points.size() - 1).y())
                            + " at last.");
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "density-starts",
                        "Start time over the instances that live already (log scales)",
                        "Start time while the host fills. " + String.join(" ", spoken),
                        "Every start is a sample, in the order of their first system calls; drawn"
                                + " are medians of stretches. Where several launchers work at the"
                                + " same time, they wait for each other in the kernel.");
        Axis x =
                Axis.logarithmic(
                        "live instances (log scale)", Measure.COUNT, all(series, Point::x));
        Axis y = Axis.logarithmic("start (log scale)", Measure.NANOS, all(series, Point::y));
        Table table =
                new Table(
                        "Start time while so many live",
                        "backend",
                        List.of(
                                Column.number("from"),
                                Column.number("p50"),
                                Column.number("p99"),
                                Column.number("n")),
                        rows);
        return Optional.of(new Panel(new Figure.Curves(heading, x, y, series), table));
    }

    /** Memory that the host has lost over the number of instances; empty if not measured. */
    public static Optional<Panel> memory(RunReading reading) {
        List<Figure.Line> lines = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<String> spoken = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            List<Point> points = fall(reading, subject);
            Optional<Estimates.Line> fit = Estimates.line(MemoryFigures.pairs(points));
            if (fit.isEmpty()) {
                continue;
            }
            lines.add(
                    new Figure.Line(
                            subject.figureName(),
                            subject.place(),
                            points,
                            fit.get().slope(),
                            fit.get().intercept()));
            spoken.add(subject.figureName() + " " + Measure.BYTES.text(fit.get().slope()));
            rows.addAll(rows(subject, points, fit.get()));
        }
        double furthest = largest(lines, Point::x);
        if (furthest <= 0) {
            return Optional.empty();
        }
        double most = largest(lines, Point::y);
        Heading heading =
                new Heading(
                        "density-memory",
                        "Memory while the host fills",
                        "Fall of MemAvailable with the number of instances. Slopes: "
                                + String.join(", ", spoken)
                                + " an instance.",
                        "Fall of MemAvailable, read between two starts without waiting: it holds all"
                                + " that an instance costs, the processes that hold them included."
                                + " The line is a Theil-Sen fit.");
        return Optional.of(
                new Panel(
                        new Figure.Fit(
                                heading,
                                Axis.linear("live instances", Measure.COUNT, 0, furthest),
                                Axis.fromZero("fall of MemAvailable", Measure.BYTES, most),
                                lines),
                        new Table(
                                "Fall of MemAvailable with so many instances",
                                "backend",
                                List.of(
                                        Column.number("live instances"),
                                        Column.number("fall"),
                                        Column.number("off the fitted line")),
                                rows)));
    }

    private static List<Row> rows(Subject subject, List<Point> points, Estimates.Line fit) {
        return points.stream()
                .map(
                        point ->
                                Row.of(
                                        subject.key(),
                                        subject.labelWords(),
                                        List.of(
                                                Measure.COUNT.text(point.x()),
                                                Measure.BYTES.text(point.y()),
                                                Measure.BYTES.text(point.y() - fit.at(point.x())))))
                .toList();
    }

    /** How many lived, and why no more. */
    public static Table crowds(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            reading.cell(DENSITY, subject, Metric.DENSITY_INSTANCES)
                    .ifPresent(
                            cell ->
                                    rows.add(
                                            Rows.of(
                                                    reading,
                                                    subject.key(),
                                                    cell,
                                                    digest ->
                                                            cells(
                                                                    reading,
                                                                    subject,
                                                                    digest.p50().value()))));
        }
        return new Table(
                "How many lived at once, each proven by one more act at the end; and what ended the"
                        + " growth (cap and duration: what was asked for, more may fit)",
                "backend",
                List.of(
                        Column.number("instances"),
                        Column.words("limit"),
                        Column.number("memory of each"),
                        Column.number("start, p50"),
                        Column.number("start, p99"),
                        Column.number("end of all")),
                rows);
    }

    private static List<String> cells(RunReading reading, Subject subject, double instances) {
        double[] starts = starts(reading, subject);
        return List.of(
                Measure.COUNT.text(instances),
                limits(reading, subject),
                Estimates.line(MemoryFigures.pairs(fall(reading, subject)))
                        .map(fit -> Measure.BYTES.text(fit.slope()))
                        .orElse(Measure.NONE),
                Measure.NANOS.text(Estimates.median(starts)),
                Measure.NANOS.text(Estimates.nearestRank(starts, 0.99)),
                reading.cells(DENSITY, subject, Metric.STAGE_STOPPED).stream()
                        .flatMap(cell -> RunReading.measured(cell).stream())
                        .map(measured -> Measure.NANOS.text(measured.summary().p50()))
                        .findFirst()
                        .orElse(Measure.NONE));
    }

    private static String limits(RunReading reading, Subject subject) {
        return String.join(
                ", ",
                reading.cells(DENSITY, subject, Metric.DENSITY_LIMIT).stream()
                        .map(cell -> cell.key().parameters().getOrDefault("limit", Measure.NONE))
                        .toList());
    }

    private static Row row(Subject subject, int from, double... some) {
        return Row.of(
                subject.key(),
                subject.labelWords(),
                List.of(
                        Integer.toString(from),
                        Measure.NANOS.text(Estimates.median(some)),
                        Measure.NANOS.text(Estimates.nearestRank(some, 0.99)),
                        Integer.toString(some.length)));
    }

    /** Of the first round: others fill a host that has been full before. */
    private static double[] starts(RunReading reading, Subject subject) {
        return reading.measured(DENSITY, subject, Metric.STAGE_READY)
                .map(measured -> measured.rounds().get(0).samples().values())
                .orElse(new double[0]);
    }

    private static List<Point> fall(RunReading reading, Subject subject) {
        TreeMap<Integer, Double> available = new TreeMap<>();
        for (Cell cell : reading.cells(DENSITY, subject, Metric.MEMORY_AVAILABLE)) {
            String instances = cell.key().parameters().getOrDefault(INSTANCES, "");
            if (instances.matches("[0-9]{1,7}")
                    && cell.outcome() instanceof Outcome.Measured measured) {
                Round first = measured.rounds().get(0);
                available.put(
                        Integer.valueOf(instances), Estimates.median(first.samples().values()));
            }
        }
        List<Point> points = new ArrayList<>();
        if (!available.isEmpty()) {
            double base = available.firstEntry().getValue();
            available.forEach((count, bytes) -> points.add(new Point(count, base - bytes)));
        }
        return points;
    }

    private static double largest(List<Figure.Line> lines, ToDoubleFunction<Point> coordinate) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(coordinate)
                .max()
                .orElse(0);
    }

    private static double[] all(List<Figure.Series> series, ToDoubleFunction<Point> coordinate) {
        return series.stream()
                .flatMap(one -> one.points().stream())
                .mapToDouble(coordinate)
                .toArray();
    }
}
