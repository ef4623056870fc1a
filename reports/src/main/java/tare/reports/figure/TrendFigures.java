package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.results.history.Trend;
import tare.results.statistics.ChangePoint;

/** How figures went over many results, and where their level changed. */
public final class TrendFigures {

    /** More would make the page long; the command lists all of them. */
    private static final int MOST_FIGURES = 12;

    private TrendFigures() {}

    /** One picture for each series; those whose level changed first. */
    public static List<Panel> all(List<Trend> trends) {
        List<Trend> shown = new ArrayList<>(trends.stream().filter(Trend::longEnough).toList());
        shown.sort((left, right) -> Integer.compare(rank(left), rank(right)));
        List<Panel> panels = new ArrayList<>();
        for (Trend trend : shown.subList(0, Math.min(MOST_FIGURES, shown.size()))) {
            panels.add(panel(trend, panels.size() + 1));
        }
        return panels;
    }

    /** Every change of every series. */
    public static Table changes(List<Trend> trends) {
        List<Row> rows = new ArrayList<>();
        for (Trend trend : trends) {
            if (!trend.longEnough()) {
                rows.add(
                        Row.absent(
                                name(trend),
                                List.of(),
                                trend.points().size()
                                        + " results: fewer than ten cannot tell a change from"
                                        + " noise"));
            }
            for (ChangePoint change : trend.changes()) {
                rows.add(row(trend, change));
            }
        }
        return new Table(
                "Changes of level, by host and figure",
                "figure",
                List.of(
                        Column.words("first result of the new level"),
                        Column.number("before"),
                        Column.number("after"),
                        Column.number("change"),
                        Column.number("p"),
                        Column.words("for the")),
                rows);
    }

    /** In a sentence: how many results, and what changed. */
    public static String lead(List<Trend> trends) {
        long changed = trends.stream().filter(trend -> !trend.changes().isEmpty()).count();
        long enough = trends.stream().filter(Trend::longEnough).count();
        return enough == 0
                ? "No figure has the ten results that a trend needs."
                : "Of "
                        + enough
                        + " figures with enough results, "
                        + (changed == 0 ? "none" : Long.toString(changed))
                        + " changed level. Hosts are kept apart by their fingerprints.";
    }

    private static int rank(Trend trend) {
        return trend.changes().isEmpty() ? 1 : 0;
    }

    private static Panel panel(Trend trend, int number) {
        Measure measure = Measure.of(trend.key().metric().unit());
        int n = trend.points().size();
        List<Point> points = new ArrayList<>();
        List<Point> levels = new ArrayList<>();
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = trend.points().get(i).value();
            points.add(new Point(i + 0.5, values[i]));
            if (trend.changes().isEmpty()) {
                continue;
            }
            levels.add(new Point(i, level(trend.changes(), i)));
        }
        Axis y = Axis.suiting(trend.key().metric().id(), measure, values);
        Heading heading =
                new Heading(
                        "trend-" + number,
                        "Trend: " + name(trend) + (y.logarithmic() ? " (log scale)" : ""),
                        description(trend, measure),
                        n
                                + " results of "
                                + trend.hostLine()
                                + ", oldest first; a bar is the level"
                                + " between two changes. One result is one dot: its "
                                + quantile(trend.quantile())
                                + ".");
        List<Row> rows = trend.changes().stream().map(change -> row(trend, change)).toList();
        return new Panel(
                new Figure.RunOrder(
                        heading,
                        Axis.linear("result, oldest first", Measure.COUNT, 0, n),
                        y,
                        List.of(
                                new Figure.Trail(
                                        trend.key().backend(),
                                        0,
                                        Thinning.points(points, Thinning.MOST),
                                        levels))),
                new Table(
                        "Changes of " + name(trend), "figure", changes(List.of()).columns(), rows));
    }

    private static double level(List<ChangePoint> changes, int index) {
        double level = changes.get(0).before();
        for (ChangePoint change : changes) {
            if (index >= change.index()) {
                level = change.after();
            }
        }
        return level;
    }

    private static String description(Trend trend, Measure measure) {
        if (trend.changes().isEmpty()) {
            return "The level did not change in " + trend.points().size() + " results.";
        }
        ChangePoint last = trend.changes().get(trend.changes().size() - 1);
        return "The level changed "
                + trend.changes().size()
                + " times, the last time from "
                + measure.brief(last.before())
                + " to "
                + measure.brief(last.after())
                + ".";
    }

    private static Row row(Trend trend, ChangePoint change) {
        Measure measure = Measure.of(trend.key().metric().unit());
        Trend.Point first = trend.points().get(change.index());
        return Row.of(
                name(trend),
                List.of(),
                List.of(
                        first.createdAt() + " (" + first.id().substring(0, shortId(first)) + ")",
                        measure.text(change.before()),
                        measure.text(change.after()),
                        String.format(Locale.ROOT, "%+.1f %%", change.share() * 100),
                        change.p() < 1e-4
                                ? "<0.0001"
                                : String.format(Locale.ROOT, "%.4f", change.p()),
                        trend.worse(change) ? "worse" : "better"));
    }

    private static int shortId(Trend.Point point) {
        return Math.min(12, point.id().length());
    }

    private static String quantile(double quantile) {
        return quantile == 0.5 ? "median" : "p" + Double.toString(quantile * 100);
    }

    private static String name(Trend trend) {
        StringBuilder name = new StringBuilder();
        name.append(trend.key().experiment()).append('/').append(trend.key().backend());
        name.append('/').append(trend.key().metric().id());
        trend.key()
                .parameters()
                .forEach((k, v) -> name.append(' ').append(k).append('=').append(v));
        String fingerprint = trend.fingerprint();
        return name + " on " + fingerprint.substring(0, Math.min(8, fingerprint.length()));
    }
}
