package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** What {@code tare plan} answered: the cost of each technology's best, and what binds. */
public final class PlanFigures {

    private static final String EXPERIMENT = "plan";
    private static final String END = "end";
    private static final String HOST = "host";
    private static final String WITHOUT = "without";
    private static final double PERCENT = 100;

    private PlanFigures() {}

    /** A technology that keeps the promises. */
    private record Best(Subject subject, Cell cost, double value) {

        String choice(String key) {
            return cost.key().parameters().getOrDefault(key, Measure.NONE);
        }
    }

    /** Cost by technology with the bound; empty if nothing was planned, or nothing can be. */
    public static Optional<Panel> costs(RunReading reading) {
        List<Best> all = cheapestFirst(reading);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double least = all.get(0).value();
        double most = 0;
        List<Figure.Bar> bars = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Best each : all) {
            OptionalDouble bound = end(reading, each.subject(), "bound");
            most = Math.max(most, each.value());
            bars.add(
                    new Figure.Bar(
                            each.subject().figureName(),
                            List.of(new Figure.Segment("cost of an hour", 2, each.value())),
                            bound,
                            Measure.COUNT.text(each.value())));
            rows.add(row(reading, each, least, bound));
        }
        Heading heading =
                new Heading(
                        "plan-costs",
                        "The cheapest fleet of each technology within the SLA (simulated)",
                        "Simulated cost of an hour: "
                                + String.join(
                                        ", ",
                                        bars.stream()
                                                .map(bar -> bar.name() + " " + bar.total())
                                                .toList())
                                + ".",
                        "What the cheapest choice of host, policy and overcommit that keeps every"
                                + " promise costs for an hour, in the fleet's own money. The thick mark"
                                + " is a cost below which nothing with that technology can be within"
                                + " the SLA. Technologies that cannot keep it stand with the reason"
                                + " among what is absent.");
        return Optional.of(
                new Panel(
                        new Figure.Bars(
                                heading, Axis.fromZero("an hour", Measure.COUNT, most), bars),
                        new Table("Plans (simulated)", "technology", columns(), rows)));
    }

    /** What each promise costs the chosen plan; without rows if nothing was planned. */
    public static Table promises(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Best each : cheapestFirst(reading)) {
            for (Cell cell : reading.cells(EXPERIMENT, each.subject(), Metric.FLEET_COST)) {
                String promise = cell.key().parameters().get(WITHOUT);
                OptionalDouble cost = median(cell);
                if (promise != null && cost.isPresent()) {
                    double saved = 1 - cost.getAsDouble() / each.value();
                    rows.add(
                            Row.of(
                                    promise,
                                    List.of(),
                                    List.of(
                                            Measure.COUNT.text(cost.getAsDouble()),
                                            saved <= 0
                                                    ? "costs nothing"
                                                    : "binds: "
                                                            + Measure.PERCENT.text(PERCENT * saved)
                                                            + " less without it")));
                }
            }
        }
        return new Table(
                "What each promise costs (simulated)",
                "promise",
                List.of(Column.number("cost of an hour without it"), Column.words("so it")),
                rows);
    }

    private static List<Column> columns() {
        return List.of(
                Column.words("host, policy, overcommit of CPU and memory"),
                Column.number("hosts"),
                Column.number("cost of an hour"),
                Column.number("least to most over draws"),
                Column.number("above the cheapest"),
                Column.number("lower bound"),
                Column.words("full of"),
                Column.number("CPU contention"),
                Column.number("memory risk"),
                Column.number("starts"));
    }

    private static Row row(RunReading reading, Best best, double least, OptionalDouble bound) {
        Subject subject = best.subject();
        String warm = best.choice("warm");
        return Row.of(
                subject.key(),
                Subject.words(best.cost().labels()),
                List.of(
                        best.choice(HOST)
                                + ", "
                                + best.choice("policy")
                                + ", x"
                                + best.choice("cpu")
                                + ", x"
                                + best.choice("memory")
                                + (warm.equals("0") ? "" : ", " + warm + " kept warm"),
                        text(reading.median(EXPERIMENT, subject, Metric.FLEET_HOSTS)),
                        Measure.COUNT.text(best.value()),
                        text(end(reading, subject, "low"))
                                + " to "
                                + text(end(reading, subject, "high")),
                        Measure.PERCENT.text(PERCENT * (best.value() / least - 1)),
                        text(bound),
                        best.choice("fills"),
                        percent(reading.median(EXPERIMENT, subject, Metric.PLAN_CONTENTION)),
                        text(reading.median(EXPERIMENT, subject, Metric.PLAN_RISK)),
                        starts(reading, subject)));
    }

    private static String starts(RunReading reading, Subject subject) {
        List<String> starts = new ArrayList<>();
        for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.PLAN_START)) {
            String quantile = cell.key().parameters().getOrDefault("quantile", "");
            median(cell)
                    .ifPresent(
                            nanos ->
                                    starts.add(
                                            quantile.replace("start-", "")
                                                    + " "
                                                    + Measure.NANOS.text(nanos)));
        }
        return starts.isEmpty() ? Measure.NONE : String.join(", ", starts);
    }

    private static List<Best> cheapestFirst(RunReading reading) {
        List<Best> all = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.FLEET_COST)) {
                OptionalDouble cost = median(cell);
                if (cell.key().parameters().containsKey(HOST) && cost.isPresent()) {
                    all.add(new Best(subject, cell, cost.getAsDouble()));
                }
            }
        }
        all.sort(
                Comparator.comparingDouble(Best::value)
                        .thenComparing(best -> !chosen(reading, best.subject())));
        return all;
    }

    /** Of equals the one that was chosen has the promises' costs. */
    private static boolean chosen(RunReading reading, Subject subject) {
        return reading.cells(EXPERIMENT, subject, Metric.FLEET_COST).stream()
                .anyMatch(cell -> cell.key().parameters().containsKey(WITHOUT));
    }

    private static OptionalDouble end(RunReading reading, Subject subject, String end) {
        return reading.cells(EXPERIMENT, subject, Metric.FLEET_COST).stream()
                .filter(cell -> only(cell.key().parameters(), end))
                .flatMapToDouble(cell -> median(cell).stream())
                .findFirst();
    }

    private static boolean only(SortedMap<String, String> parameters, String end) {
        return parameters.size() == 1 && end.equals(parameters.get(END));
    }

    private static String text(OptionalDouble value) {
        return Measure.COUNT.text(value.orElse(Double.NaN));
    }

    private static String percent(OptionalDouble share) {
        return Measure.PERCENT.text(PERCENT * share.orElse(Double.NaN));
    }

    private static OptionalDouble median(Cell cell) {
        return RunReading.measured(cell).stream()
                .mapToDouble(measured -> measured.summary().p50())
                .findFirst();
    }
}
