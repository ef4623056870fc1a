package tare.reports.figure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Estimates;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;

/** Pictures and tables of the experiment {@code footprint}. */
public final class MemoryFigures {

    private static final String INSTANCES = "instances";

    private MemoryFigures() {}

    /** Memory over the number of live instances, with the fitted line; empty if not measured. */
    public static Optional<Panel> slope(RunReading reading) {
        List<Figure.Line> lines = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        double furthest = 0;
        double most = 0;
        for (Subject subject : reading.subjects()) {
            List<Point> growth = growth(reading, subject, Metric.MEMORY_CGROUP);
            Optional<Estimates.Line> fitted = Estimates.line(pairs(growth));
            if (fitted.isEmpty()) {
                continue;
            }
            Estimates.Line fit = fitted.get();
            lines.add(
                    new Figure.Line(
                            subject.figureName(),
                            subject.place(),
                            growth,
                            fit.slope(),
                            fit.intercept()));
            findings.add(subject.figureName() + " " + Measure.BYTES.text(fit.slope()));
            rows.addAll(readings(subject, growth, fit));
            for (Point point : growth) {
                furthest = Math.max(furthest, point.x());
                most = Math.max(most, point.y());
            }
        }
        if (lines.isEmpty() || furthest <= 0) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "memory",
                        "Memory against live instances",
                        "Growth of the memory control group's charge with the number of live"
                                + " instances. Fitted slopes: "
                                + String.join(", ", findings)
                                + " an instance.",
                        "Charge of the memory control group that holds the instances, kernel memory"
                                + " included, over its charge without any in the same round. Each"
                                + " mark is one reading, the line a Theil-Sen fit; its slope by"
                                + " round, with a 95 % interval, stands in the table.");
        Axis x = Axis.linear("live instances", Measure.COUNT, 0, furthest);
        Axis y = Axis.fromZero("growth of the charge", Measure.BYTES, most);
        Table table =
                new Table(
                        "Growth of the control group's charge, medians over rounds",
                        "backend",
                        List.of(
                                Column.number("live instances"),
                                Column.number("growth"),
                                Column.number("off the fitted line"),
                                Column.number("readings")),
                        rows);
        return Optional.of(new Panel(new Figure.Fit(heading, x, y, lines), table));
    }

    /** Memory of one instance with its interval; absent subjects keep their place. */
    public static Table perInstance(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            Optional<Cell> cell =
                    reading.cell(RunReading.FOOTPRINT, subject, Metric.MEMORY_INSTANCE);
            String available = available(reading, subject);
            cell.ifPresent(
                    found ->
                            rows.add(
                                    Rows.of(
                                            reading,
                                            subject.key(),
                                            found,
                                            digest -> cells(digest, available))));
        }
        return new Table(
                "Memory that one more instance costs: slope of the control group's charge",
                "backend",
                List.of(
                        Column.number("slope, median of rounds"),
                        Column.number("95 % interval"),
                        Column.number("slope of MemAvailable's fall"),
                        Column.number("rounds")),
                rows);
    }

    private static List<String> cells(Digest digest, String available) {
        return List.of(
                digest.measure().text(digest.p50().value()),
                digest.p50().interval().map(i -> i.text(digest.measure())).orElse(Measure.NONE),
                available,
                Integer.toString(digest.rounds()));
    }

    private static String available(RunReading reading, Subject subject) {
        List<Point> growth = growth(reading, subject, Metric.MEMORY_AVAILABLE);
        return Estimates.line(pairs(growth))
                .map(fit -> Measure.BYTES.text(fit.slope()))
                .orElse(Measure.NONE);
    }

    /**
     * What the instances took: readings less the reading of the same round without instances.
     * MemAvailable is what is left, so it takes by falling.
     */
    static List<Point> growth(RunReading reading, Subject subject, Metric metric) {
        double sign = metric == Metric.MEMORY_AVAILABLE ? -1 : 1;
        Map<Integer, Double> base = new HashMap<>();
        List<Point> growth = new ArrayList<>();
        Map<Integer, List<Round>> byCount = new TreeMap<>();
        for (Cell cell : reading.cells(RunReading.FOOTPRINT, subject, metric)) {
            if (cell.key().parameters().containsKey(MergedTable.MERGING)) {
                continue;
            }
            OptionalDouble count = number(cell.key().parameters().getOrDefault(INSTANCES, ""));
            if (count.isPresent() && cell.outcome() instanceof Outcome.Measured measured) {
                byCount.put((int) count.getAsDouble(), measured.rounds());
            }
        }
        for (Round round : byCount.getOrDefault(0, List.of())) {
            base.put(round.round(), Estimates.median(round.samples().values()));
        }
        byCount.forEach(
                (count, rounds) -> {
                    for (Round round : rounds) {
                        double from = base.getOrDefault(round.round(), Double.NaN);
                        for (double value : round.samples().values()) {
                            if (Double.isFinite(from)) {
                                growth.add(new Point(count, sign * (value - from)));
                            }
                        }
                    }
                });
        return growth;
    }

    /** A parameter as a whole number; empty where a foreign file has something else there. */
    private static OptionalDouble number(String value) {
        return value.matches("[0-9]{1,7}")
                ? OptionalDouble.of(Double.parseDouble(value))
                : OptionalDouble.empty();
    }

    static List<double[]> pairs(List<Point> points) {
        return points.stream().map(point -> new double[] {point.x(), point.y()}).toList();
    }

    private static List<Row> readings(Subject subject, List<Point> growth, Estimates.Line fit) {
        Map<Double, List<Point>> byCount =
                growth.stream()
                        .collect(
                                Collectors.groupingBy(Point::x, TreeMap::new, Collectors.toList()));
        List<Row> rows = new ArrayList<>();
        byCount.forEach(
                (count, points) -> {
                    double median =
                            Estimates.median(points.stream().mapToDouble(Point::y).toArray());
                    rows.add(
                            Row.of(
                                    subject.key(),
                                    subject.labelWords(),
                                    List.of(
                                            Measure.COUNT.text(count),
                                            Measure.BYTES.text(median),
                                            Measure.BYTES.text(median - fit.at(count)),
                                            Integer.toString(points.size()))));
                });
        return rows;
    }
}
