package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;

/** What {@code tare simulate} found of a fleet: hosts with their bound, what they hold, growth. */
public final class FleetFigures {

    private static final String EXPERIMENT = "simulate";
    private static final String POLICY = "policy";
    private static final String GROWTH = "growth";
    private static final String OVERHEAD = "overhead";
    private static final String LAYER = "layer";
    private static final String RESOURCE = "resource";
    private static final double PERCENT = 100;

    private FleetFigures() {}

    /** One technology by one policy, at the fleet's own size. */
    private record Trial(Subject subject, Cell hosts, RunReading reading) {

        String name() {
            return subject.figureName() + ", " + policy();
        }

        String policy() {
            return hosts.key().parameters().getOrDefault(POLICY, Measure.NONE);
        }

        double hostCount() {
            return median(hosts).orElse(0);
        }

        OptionalDouble other(Metric metric, String... more) {
            SortedMap<String, String> parameters = new TreeMap<>(hosts.key().parameters());
            for (int i = 0; i < more.length; i += 2) {
                parameters.put(more[i], more[i + 1]);
            }
            CellKey key =
                    new CellKey(
                            hosts.key().experiment(),
                            hosts.key().backend(),
                            hosts.key().workload(),
                            metric,
                            parameters);
            return reading.cells(EXPERIMENT, subject, metric).stream()
                    .filter(cell -> cell.key().equals(key))
                    .flatMapToDouble(cell -> median(cell).stream())
                    .findFirst();
        }

        Figure.Bar bar(double usedPercent, double strandedPercent) {
            return new Figure.Bar(
                    name(),
                    List.of(
                            new Figure.Segment("given to instances", 0, usedPercent),
                            new Figure.Segment("stranded", 2, strandedPercent)),
                    OptionalDouble.empty(),
                    Measure.PERCENT.text(usedPercent));
        }

        Row row(String... figures) {
            List<String> cells = new ArrayList<>(List.of(policy()));
            cells.addAll(List.of(figures));
            return Row.of(subject.key(), Subject.words(hosts.labels()), cells);
        }

        String percent(Metric metric, String resource) {
            OptionalDouble share = other(metric, RESOURCE, resource);
            return share.isEmpty()
                    ? Measure.NONE
                    : Measure.PERCENT.text(PERCENT * share.getAsDouble());
        }
    }

    /** Hosts by technology and policy with the bound; empty if nothing was simulated. */
    public static Optional<Panel> hosts(RunReading reading) {
        List<Trial> trials = trials(reading);
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        List<Figure.Bar> bars = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        double most = 0;
        for (Trial trial : trials) {
            OptionalDouble bound = trial.other(Metric.FLEET_BOUND);
            double hosts = trial.hostCount();
            most = Math.max(most, Math.max(hosts, bound.orElse(0)));
            bars.add(
                    new Figure.Bar(
                            trial.name(),
                            List.of(new Figure.Segment("hosts", 2, Math.max(0, hosts))),
                            bound,
                            Measure.COUNT.text(hosts)));
            rows.add(
                    trial.row(
                            Measure.COUNT.text(hosts),
                            interval(trial),
                            text(bound),
                            above(hosts, bound),
                            text(trial.other(Metric.FLEET_REJECTED))));
        }
        Heading heading =
                new Heading(
                        "fleet-hosts",
                        "Hosts that the fleet needs (simulated)",
                        "Simulated number of hosts: " + spoken(trials) + ".",
                        "Medians over repeats of the most hosts in use at once; the thick mark is a"
                                + " bound below which no placement of the same instances can be. Where"
                                + " instances are in machines, the bound is without those, so that"
                                + " the distance holds the price of the layer.");
        Table table =
                new Table(
                        "Hosts needed (simulated)",
                        "technology",
                        List.of(
                                Column.words("policy"),
                                Column.number("hosts"),
                                Column.number("at the ends of the memory's interval"),
                                Column.number("lower bound"),
                                Column.number("above it"),
                                Column.number("rejected")),
                        rows);
        return Optional.of(
                new Panel(
                        new Figure.Bars(heading, Axis.fromZero("hosts", Measure.COUNT, most), bars),
                        table));
    }

    /** What of the hosts' memory is given away, stranded and free; empty likewise. */
    public static Optional<Panel> shares(RunReading reading) {
        List<Figure.Bar> bars = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (Trial trial : trials(reading)) {
            OptionalDouble used = trial.other(Metric.FLEET_UTILISATION, RESOURCE, "memory");
            OptionalDouble stranded = trial.other(Metric.FLEET_STRANDED, RESOURCE, "memory");
            if (used.isEmpty() || stranded.isEmpty()) {
                continue;
            }
            bars.add(trial.bar(PERCENT * used.getAsDouble(), PERCENT * stranded.getAsDouble()));
            rows.add(
                    trial.row(
                            trial.percent(Metric.FLEET_UTILISATION, "memory"),
                            trial.percent(Metric.FLEET_STRANDED, "memory"),
                            trial.percent(Metric.FLEET_UTILISATION, "cpu"),
                            trial.percent(Metric.FLEET_STRANDED, "cpu")));
        }
        if (bars.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "fleet-shares",
                        "What the hosts in use hold (simulated)",
                        "Share of the memory of the hosts in use that instances have been given: "
                                + String.join(
                                        ", ",
                                        bars.stream()
                                                .map(bar -> bar.name() + " " + bar.total())
                                                .toList())
                                + ".",
                        "Memory of the hosts in use when the most are, in per cent: given to"
                                + " instances with their isolation, and stranded, which is free where"
                                + " the smallest instance does not fit. The table has CPU too.");
        Table table =
                new Table(
                        "Given and stranded (simulated)",
                        "technology",
                        List.of(
                                Column.words("policy"),
                                Column.number("memory given"),
                                Column.number("memory stranded"),
                                Column.number("CPU given"),
                                Column.number("CPU stranded")),
                        rows);
        return Optional.of(
                new Panel(
                        new Figure.Bars(
                                heading,
                                Axis.fromZero("of the hosts in use", Measure.PERCENT, PERCENT),
                                bars),
                        table));
    }

    /** Hosts over the size of the fleet, by the first policy; empty where there is one size. */
    public static Optional<Panel> growth(RunReading reading) {
        String policy = trials(reading).stream().map(Trial::policy).findFirst().orElse("");
        List<Figure.Series> series = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<Point> all = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            List<Point> points = new ArrayList<>();
            bySize(reading, subject, policy)
                    .forEach((size, hosts) -> points.add(new Point(size, hosts)));
            if (points.size() > 1) {
                all.addAll(points);
                points.forEach(point -> rows.add(row(subject, point)));
                series.add(new Figure.Series(subject.figureName(), subject.place(), points));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Heading heading =
                new Heading(
                        "fleet-growth",
                        "Hosts over the size of the fleet (simulated)",
                        "Simulated hosts of "
                                + series.size()
                                + " technologies at several sizes of the fleet.",
                        "Size 1 is the scenario's own; hosts and workload are both so many times as"
                                + " large. Medians over repeats, by the policy "
                                + policy
                                + ".");
        Axis x = Axis.suiting("size of the fleet", Measure.COUNT, values(all, Point::x));
        Axis y = Axis.suiting("hosts", Measure.COUNT, values(all, Point::y));
        Table table =
                new Table(
                        "Hosts at several sizes (simulated)",
                        "technology",
                        List.of(
                                Column.number("size"),
                                Column.number("hosts"),
                                Column.number("hosts for size 1")),
                        rows);
        return Optional.of(new Panel(new Figure.Curves(heading, x, y, series), table));
    }

    private static SortedMap<Double, Double> bySize(
            RunReading reading, Subject subject, String policy) {
        SortedMap<Double, Double> bySize = new TreeMap<>();
        for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.FLEET_HOSTS)) {
            SortedMap<String, String> parameters = cell.key().parameters();
            if (policy.equals(parameters.get(POLICY))
                    && !parameters.containsKey(OVERHEAD)
                    && !parameters.containsKey(LAYER)) {
                double size = Double.parseDouble(parameters.getOrDefault(GROWTH, "1"));
                median(cell).ifPresent(hosts -> bySize.put(size, hosts));
            }
        }
        return bySize;
    }

    private static Row row(Subject subject, Point point) {
        return Row.of(
                subject.key(),
                subject.labelWords(),
                List.of(
                        Measure.COUNT.text(point.x()),
                        Measure.COUNT.text(point.y()),
                        Measure.COUNT.text(point.y() / point.x())));
    }

    private static double[] values(List<Point> points, ToDoubleFunction<Point> of) {
        return points.stream().mapToDouble(of).toArray();
    }

    private static List<Trial> trials(RunReading reading) {
        List<Trial> trials = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(EXPERIMENT, subject, Metric.FLEET_HOSTS)) {
                SortedMap<String, String> parameters = cell.key().parameters();
                if (!parameters.containsKey(GROWTH)
                        && !parameters.containsKey(OVERHEAD)
                        && !parameters.containsKey(LAYER)
                        && median(cell).isPresent()) {
                    trials.add(new Trial(subject, cell, reading));
                }
            }
        }
        return trials;
    }

    private static String spoken(List<Trial> trials) {
        return String.join(
                ", ",
                trials.stream()
                        .map(trial -> trial.name() + " " + Measure.COUNT.text(trial.hostCount()))
                        .toList());
    }

    private static String interval(Trial trial) {
        OptionalDouble low = trial.other(Metric.FLEET_HOSTS, OVERHEAD, "low");
        OptionalDouble high = trial.other(Metric.FLEET_HOSTS, OVERHEAD, "high");
        return low.isEmpty() || high.isEmpty() ? Measure.NONE : text(low) + " to " + text(high);
    }

    private static String above(double hosts, OptionalDouble bound) {
        if (bound.isEmpty() || bound.getAsDouble() <= 0) {
            return Measure.NONE;
        }
        double above = hosts / bound.getAsDouble() - 1;
        return above == 0 ? "none: optimal" : Measure.PERCENT.text(PERCENT * above);
    }

    private static String text(OptionalDouble value) {
        return Measure.COUNT.text(value.orElse(Double.NaN));
    }

    private static OptionalDouble median(Cell cell) {
        return RunReading.measured(cell).stream()
                .mapToDouble(measured -> measured.summary().p50())
                .findFirst();
    }
}
