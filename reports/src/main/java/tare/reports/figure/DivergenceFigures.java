package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** What forked guests cost while they write, beside the closed form of copy on write. */
public final class DivergenceFigures {

    /** The experiment. */
    public static final String DIVERGENCE = "divergence";

    private static final String AGE = "age-ms";
    private static final String BY = "by";
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double PERCENT = 100;

    private DivergenceFigures() {}

    /** Memory of a clone over its age, with the model's; one picture for each backend. */
    public static List<Panel> growth(RunReading reading) {
        List<Panel> panels = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            List<Point> clone = line(reading, subject, Metric.DIVERGENCE_CLONE);
            if (clone.size() > 1 && clone.get(clone.size() - 1).x() > 0) {
                panels.add(panel(reading, subject, clone, panels.size()));
            }
        }
        return panels;
    }

    private static Panel panel(RunReading reading, Subject subject, List<Point> clone, int number) {
        List<Figure.Series> series = new ArrayList<>();
        series.add(new Figure.Series(subject.figureName() + ", charged", 0, clone));
        List<Point> own = line(reading, subject, Metric.DIVERGENCE_OWN);
        if (!own.isEmpty()) {
            series.add(new Figure.Series("its own pages", 1, own));
        }
        List<Point> model = line(reading, subject, Metric.DIVERGENCE_MODEL);
        if (!model.isEmpty()) {
            series.add(new Figure.Series("closed form (simulated)", 2, model));
        }
        OptionalDouble level = even(reading, subject);
        if (level.isPresent()) {
            series.add(
                    new Figure.Series(
                            "as much as copies",
                            3,
                            clone.stream()
                                    .map(p -> new Point(p.x(), level.getAsDouble()))
                                    .toList()));
        }
        double most =
                series.stream()
                        .flatMap(one -> one.points().stream())
                        .mapToDouble(Point::y)
                        .max()
                        .orElse(1);
        Point last = clone.get(clone.size() - 1);
        Heading heading =
                new Heading(
                        "divergence-" + number,
                        "Memory of a forked guest that writes: " + subject.figureName(),
                        "A clone costs "
                                + Measure.BYTES.text(clone.get(0).y())
                                + " at its birth and "
                                + Measure.BYTES.text(last.y())
                                + " after "
                                + Measure.NANOS.text(last.x())
                                + ".",
                        "Each clone writes to pages of the hot set drawn at random, at the plan's"
                                + " divergence.rate; medians over rounds. Charged: the memory control"
                                + " group's growth by the number of clones, the image aside. Closed"
                                + " form: p + H (1 - e^(-w t / H)), with p as measured at the birth."
                                + " Where the charge crosses the last line, the clones and their image"
                                + " cost as much as so many copies: forking saves nothing more.");
        Axis x = Axis.linear("time since the fork", Measure.NANOS, 0, last.x() * 1.02);
        Axis y = Axis.fromZero("memory of one clone", Measure.BYTES, most);
        return new Panel(
                new Figure.Curves(heading, x, y, series),
                table(reading, subject, clone, own, model));
    }

    private static Table table(
            RunReading reading,
            Subject subject,
            List<Point> clone,
            List<Point> own,
            List<Point> model) {
        List<Row> rows = new ArrayList<>();
        for (Point point : clone) {
            OptionalDouble pages = at(own, point.x());
            OptionalDouble form = at(model, point.x());
            rows.add(
                    Row.of(
                            Measure.NANOS.text(point.x()),
                            subject.labelWords(),
                            List.of(
                                    Measure.BYTES.text(point.y()),
                                    text(pages),
                                    text(form),
                                    form.isPresent() && point.y() > 0
                                            ? String.format(
                                                    Locale.ROOT,
                                                    "%+.1f %%",
                                                    PERCENT * (form.getAsDouble() / point.y() - 1))
                                            : Measure.NONE)));
        }
        return new Table(
                "Memory of one clone of " + subject.key() + evenWords(reading, subject),
                "age",
                List.of(
                        Column.number("charged"),
                        Column.number("its own pages"),
                        Column.number("closed form"),
                        Column.number("closed form against charged")),
                rows);
    }

    private static String evenWords(RunReading reading, Subject subject) {
        List<String> words = new ArrayList<>();
        for (Cell cell : reading.cells(DIVERGENCE, subject, Metric.DIVERGENCE_EVEN)) {
            RunReading.measured(cell)
                    .ifPresent(
                            found ->
                                    words.add(
                                            (cell.key().parameters().containsKey(BY)
                                                            ? "by the closed form "
                                                            : "measured ")
                                                    + Measure.NANOS.text(found.summary().p50())));
        }
        return words.isEmpty()
                ? "; forking saved memory to the end"
                : "; forking saves nothing more after: " + String.join(", ", words);
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? Measure.BYTES.text(value.getAsDouble()) : Measure.NONE;
    }

    private static OptionalDouble at(List<Point> points, double x) {
        return points.stream().filter(p -> p.x() == x).mapToDouble(Point::y).findFirst();
    }

    /** What a clone costs when so many and their image cost as much as copies. */
    private static OptionalDouble even(RunReading reading, Subject subject) {
        OptionalDouble image = reading.median(DIVERGENCE, subject, Metric.DIVERGENCE_IMAGE);
        OptionalDouble birth = at(line(reading, subject, Metric.DIVERGENCE_CLONE), 0);
        String clones = reading.run().plan().parameters().getOrDefault("divergence.clones", "");
        if (image.isEmpty() || birth.isEmpty() || !clones.matches("[1-9][0-9]{0,5}")) {
            return OptionalDouble.empty();
        }
        double whole = image.getAsDouble();
        return OptionalDouble.of(birth.getAsDouble() + whole - whole / Double.parseDouble(clones));
    }

    private static List<Point> line(RunReading reading, Subject subject, Metric metric) {
        List<Point> points = new ArrayList<>();
        for (Cell cell : reading.cells(DIVERGENCE, subject, metric)) {
            String age = cell.key().parameters().getOrDefault(AGE, "");
            if (age.matches("[0-9]{1,9}")) {
                RunReading.measured(cell)
                        .ifPresent(
                                found ->
                                        points.add(
                                                new Point(
                                                        Double.parseDouble(age) * NANOS_PER_MILLI,
                                                        found.summary().p50())));
            }
        }
        points.sort(Comparator.comparingDouble(Point::x));
        return points;
    }
}
