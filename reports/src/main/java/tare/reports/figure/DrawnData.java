package tare.reports.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What a picture was drawn from, as rows of text with a header row: exactly the drawn points. */
public final class DrawnData {

    private DrawnData() {}

    /** The rows of a panel: of its figure, or of its table where a figure is made of that. */
    public static List<List<String>> of(Panel panel) {
        List<List<String>> rows = of(panel.figure());
        return rows.isEmpty() ? of(panel.table()) : rows;
    }

    /** The rows of a table, with labels and notes. */
    public static List<List<String>> of(Table table) {
        List<List<String>> rows = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(table.rowHeader()));
        table.columns().forEach(column -> header.add(column.name()));
        header.add("labels");
        rows.add(header);
        for (Table.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(row.header()));
            cells.addAll(row.cells());
            if (!row.note().isEmpty()) {
                cells.add(row.note());
            }
            while (cells.size() < header.size() - 1) {
                cells.add("");
            }
            cells.add(String.join(" ", row.labels()));
            rows.add(cells);
        }
        return rows;
    }

    private static List<List<String>> of(Figure figure) {
        List<List<String>> rows = new ArrayList<>();
        if (figure instanceof Figure.Curves curves) {
            rows.add(List.of("series", curves.x().title(), curves.y().title()));
            for (Figure.Series series : curves.series()) {
                // Of each step the upper vertex: the lower one is the step before.
                List<Point> points = series.points();
                for (int i = 0; i < points.size(); i++) {
                    boolean lower =
                            i + 1 < points.size() && points.get(i + 1).x() == points.get(i).x();
                    if (!lower) {
                        rows.add(row(series.name(), points.get(i)));
                    }
                }
            }
        } else if (figure instanceof Figure.RunOrder order) {
            rows.add(List.of("series", "place in the run", order.y().title()));
            for (Figure.Trail trail : order.trails()) {
                trail.points().forEach(point -> rows.add(row(trail.name(), point)));
            }
        } else if (figure instanceof Figure.Fit fit) {
            rows.add(List.of("series", fit.x().title(), fit.y().title(), "line"));
            for (Figure.Line line : fit.lines()) {
                for (Point point : line.points()) {
                    List<String> row = new ArrayList<>(row(line.name(), point));
                    row.add(number(line.intercept() + line.slope() * point.x()));
                    rows.add(row);
                }
            }
        } else if (figure instanceof Figure.Bars bars) {
            rows.add(List.of("bar", "segment", bars.x().title(), "mark"));
            for (Figure.Bar bar : bars.bars()) {
                for (Figure.Segment segment : bar.segments()) {
                    rows.add(
                            List.of(
                                    bar.name(),
                                    segment.name(),
                                    number(segment.value()),
                                    number(bar.mark())));
                }
            }
        } else if (figure instanceof Figure.Forest forest) {
            rows.add(List.of("estimate", forest.x().title(), "low", "high"));
            for (Figure.Whisker one : forest.whiskers()) {
                rows.add(
                        List.of(
                                one.name(),
                                number(one.value()),
                                number(one.low()),
                                number(one.high())));
            }
        }
        return rows;
    }

    private static List<String> row(String name, Point point) {
        return List.of(name, number(point.x()), number(point.y()));
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? number(value.getAsDouble()) : "";
    }

    /**
     * Whole numbers without a fraction, others in six significant digits; nothing for no number.
     */
    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "";
        }
        if (value == StrictMath.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return new BigDecimal(value, new MathContext(6)).toString();
    }
}
