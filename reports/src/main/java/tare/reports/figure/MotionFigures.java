package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.DoubleStream;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Metric;

/** What days of a fleet in motion came to: energy against broken promises, and the day's course. */
public final class MotionFigures {

    private static final double HOURS_PER_STEP = 1 / 12.0;

    /** More lines in one picture cannot be told apart. */
    private static final int MOST_LINES = 6;

    /** Arm of the cross that marks a policy, as a share of the axis. */
    private static final double ARM = 0.008;

    private MotionFigures() {}

    private static boolean manyEditions(List<MotionTrial> trials) {
        return trials.stream().map(trial -> trial.parameter("edition")).distinct().count() > 1;
    }

    /** Energy against broken promises; empty if no day was simulated. */
    public static Optional<Panel> frontier(RunReading reading) {
        List<MotionTrial> trials = MotionTrial.all(reading);
        if (trials.isEmpty()) {
            return Optional.empty();
        }
        boolean editions = manyEditions(trials);
        double mostEnergy = most(trials, Metric.FLEET_ENERGY);
        double mostSlav = Math.max(1e-9, most(trials, Metric.FLEET_SLAV) * 1e5);
        List<Figure.Series> series = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        for (MotionTrial trial : trials) {
            series.add(
                    new Figure.Series(
                            trial.name(editions),
                            series.size(),
                            cross(point(trial), mostEnergy * ARM, mostSlav * ARM)));
            rows.add(trial.row(editions, figures(trial)));
        }
        List<MotionTrial> best = undominated(trials);
        Heading heading =
                new Heading(
                        "motion-frontier",
                        "Energy against broken promises (simulated)",
                        "No other policy here has both less energy and fewer broken promises than "
                                + String.join(
                                        "; ",
                                        best.stream()
                                                .map(trial -> spoken(trial, editions))
                                                .toList())
                                + ".",
                        "Each cross is a policy, median over repeats: to the left less energy, below"
                                + " fewer broken promises. SLAV is the share of hosts' time in which"
                                + " machines got less than they asked for (SLATAH), times the share of"
                                + " what they asked for that migrations cost (PDM).");
        Axis x = Axis.fromZero("energy of the day in kWh", Measure.COUNT, mostEnergy);
        Axis y = Axis.fromZero("SLAV in 1e-5", Measure.COUNT, mostSlav);
        Table table =
                new Table(
                        "Days by policy (simulated)",
                        "policy",
                        List.of(
                                Column.number("energy, kWh"),
                                Column.number("migrations"),
                                Column.number("SLATAH, %"),
                                Column.number("PDM, %"),
                                Column.number("SLAV, 1e-5"),
                                Column.number("ESV, 1e-3 kWh")),
                        rows);
        return Optional.of(new Panel(new Figure.Curves(heading, x, y, series), table));
    }

    private static List<String> figures(MotionTrial trial) {
        return List.of(
                fixed("%.2f", trial.median(Metric.FLEET_ENERGY)),
                fixed("%.0f", trial.median(Metric.FLEET_MIGRATIONS)),
                fixed("%.3f", trial.median(Metric.FLEET_SLATAH) * 100),
                fixed("%.4f", trial.median(Metric.FLEET_PDM) * 100),
                fixed("%.3f", trial.median(Metric.FLEET_SLAV) * 1e5),
                fixed("%.3f", trial.median(Metric.FLEET_ESV) * 1e3));
    }

    private static String fixed(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : Measure.NONE;
    }

    private static String spoken(MotionTrial trial, boolean editions) {
        return trial.name(editions)
                + " ("
                + fixed("%.1f", trial.median(Metric.FLEET_ENERGY))
                + " kWh, SLAV "
                + fixed("%.2f", trial.median(Metric.FLEET_SLAV) * 1e5)
                + "e-5)";
    }

    private static Point point(MotionTrial trial) {
        return new Point(trial.median(Metric.FLEET_ENERGY), trial.median(Metric.FLEET_SLAV) * 1e5);
    }

    private static List<Point> cross(Point at, double width, double height) {
        return List.of(
                new Point(at.x() - width, at.y()),
                new Point(at.x() + width, at.y()),
                at,
                new Point(at.x(), at.y() - Math.min(at.y(), height)),
                new Point(at.x(), at.y() + height));
    }

    private static double most(List<MotionTrial> trials, Metric metric) {
        return trials.stream().mapToDouble(trial -> trial.median(metric)).max().orElse(1);
    }

    /** Those than which no other is better in one and no worse in the other; by energy. */
    private static List<MotionTrial> undominated(List<MotionTrial> trials) {
        return trials.stream()
                .filter(
                        one ->
                                trials.stream()
                                        .noneMatch(other -> dominates(point(other), point(one))))
                .sorted(Comparator.comparingDouble(trial -> point(trial).x()))
                .toList();
    }

    private static boolean dominates(Point a, Point b) {
        return a.x() <= b.x() && a.y() <= b.y() && (a.x() < b.x() || a.y() < b.y());
    }

    /** Hosts that are on over the day; empty likewise. */
    public static Optional<Panel> active(RunReading reading) {
        return course(
                reading,
                Metric.FLEET_ACTIVE,
                1,
                new Heading(
                        "motion-active",
                        "Hosts that are on over the day (simulated)",
                        "",
                        "One value every five minutes, first repeat."),
                Measure.COUNT,
                "hosts that are on");
    }

    /** How full they are; empty likewise. */
    public static Optional<Panel> load(RunReading reading) {
        return course(
                reading,
                Metric.FLEET_LOAD,
                100,
                new Heading(
                        "motion-load",
                        "Utilisation of the hosts that are on (simulated)",
                        "",
                        "CPU given to machines by that of the hosts that are on, every five"
                                + " minutes, first repeat."),
                Measure.PERCENT,
                "of their CPU");
    }

    private static Optional<Panel> course(
            RunReading reading,
            Metric metric,
            double times,
            Heading words,
            Measure measure,
            String axis) {
        List<Course> courses = courses(MotionTrial.all(reading), metric, times);
        if (courses.isEmpty()) {
            return Optional.empty();
        }
        List<Course> drawn = courses.subList(0, Math.min(MOST_LINES, courses.size()));
        List<Figure.Series> series = new ArrayList<>();
        for (Course course : drawn) {
            series.add(new Figure.Series(course.name(), series.size(), course.line()));
        }
        double most = drawn.stream().mapToDouble(Course::most).max().orElse(1);
        double hours =
                drawn.stream().mapToDouble(one -> one.values().size()).max().orElse(1)
                        * HOURS_PER_STEP;
        Heading heading =
                new Heading(
                        words.id(),
                        words.title(),
                        "Means over the day: "
                                + String.join(
                                        ", ",
                                        courses.stream()
                                                .map(
                                                        one ->
                                                                one.name()
                                                                        + " "
                                                                        + measure.brief(one.mean()))
                                                .toList())
                                + ".",
                        words.caption()
                                + (courses.size() > MOST_LINES
                                        ? " The first " + MOST_LINES + " are drawn."
                                        : ""));
        return Optional.of(
                new Panel(
                        new Figure.Curves(
                                heading,
                                Axis.fromZero("hours into the day", Measure.COUNT, hours),
                                Axis.fromZero(axis, measure, most),
                                series),
                        table(words.title(), measure, courses)));
    }

    /** What one policy did over the day. */
    private record Course(String name, List<String> labels, List<Double> values) {

        private double mean() {
            return values.stream().mapToDouble(Double::doubleValue).average().orElse(0);
        }

        private double least() {
            return values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
        }

        private double most() {
            return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }

        private List<Point> line() {
            List<Point> points = new ArrayList<>();
            for (double value : values) {
                points.add(new Point((points.size() + 1) * HOURS_PER_STEP, value));
            }
            return points;
        }
    }

    private static List<Course> courses(List<MotionTrial> trials, Metric metric, double times) {
        boolean editions = manyEditions(trials);
        List<Course> courses = new ArrayList<>();
        for (MotionTrial trial : trials) {
            List<Double> values =
                    DoubleStream.of(trial.course(metric)).map(one -> one * times).boxed().toList();
            if (!values.isEmpty()) {
                courses.add(
                        new Course(
                                trial.name(editions),
                                Subject.words(trial.energy().labels()),
                                values));
            }
        }
        return courses;
    }

    private static Table table(String title, Measure measure, List<Course> courses) {
        return new Table(
                title,
                "policy",
                List.of(Column.number("mean"), Column.number("least"), Column.number("most")),
                courses.stream()
                        .map(
                                one ->
                                        Row.of(
                                                one.name(),
                                                one.labels(),
                                                List.of(
                                                        measure.text(one.mean()),
                                                        measure.text(one.least()),
                                                        measure.text(one.most()))))
                        .toList());
    }
}
