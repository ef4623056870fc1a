package tare.reports.figure;

import java.util.List;
import java.util.OptionalDouble;

/** What one picture shows. Names are ready to be drawn; numbers are in the axes' base units. */
public sealed interface Figure {

    /** The words that belong to it. */
    Heading heading();

    /** Distributions: per subject the share of samples at or below x, already as step vertices. */
    record Curves(Heading heading, Axis x, Axis y, List<Series> series) implements Figure {
        public Curves {
            series = List.copyOf(series);
        }
    }

    /**
     * Samples in the order of the run: x is the round and the place within it.
     *
     * @param trails per subject its samples
     */
    record RunOrder(Heading heading, Axis x, Axis y, List<Trail> trails) implements Figure {
        public RunOrder {
            trails = List.copyOf(trails);
        }
    }

    /** Readings over a number, each with its fitted line. */
    record Fit(Heading heading, Axis x, Axis y, List<Line> lines) implements Figure {
        public Fit {
            lines = List.copyOf(lines);
        }
    }

    /** Horizontal bars from zero, in one piece or stacked. */
    record Bars(Heading heading, Axis x, List<Bar> bars) implements Figure {
        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /**
     * A grid of shaded fields, each with its text; the shade says the same again.
     *
     * @param columns names, from the left
     * @param rows names, from the top, each with as many fields as there are columns
     */
    record Heat(Heading heading, List<String> columns, List<HeatRow> rows) implements Figure {
        public Heat {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
        }
    }

    /** One row of a grid. */
    record HeatRow(String name, List<Field> fields) {
        public HeatRow {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One field of a grid.
     *
     * @param shade 0 below one, 1 about one, then rising to 5; {@link #EMPTY} where there is
     *     nothing
     */
    record Field(String text, int shade) {
        public static final int EMPTY = -1;
    }

    /** Estimates with their intervals, one line each, and a line at the value that means none. */
    record Forest(Heading heading, Axis x, double nothing, List<Whisker> whiskers)
            implements Figure {
        public Forest {
            whiskers = List.copyOf(whiskers);
        }
    }

    /**
     * An estimate with its interval.
     *
     * @param text what is written beside it
     */
    record Whisker(String name, int style, double value, double low, double high, String text) {}

    /**
     * A named line.
     *
     * @param style which of the palette's styles: a colour with a dash and a marker
     */
    record Series(String name, int style, List<Point> points) {
        public Series {
            points = List.copyOf(points);
        }
    }

    /**
     * One subject's samples in the order of the run.
     *
     * @param medians one for each round: x is the round's number
     */
    record Trail(String name, int style, List<Point> points, List<Point> medians) {
        public Trail {
            points = List.copyOf(points);
            medians = List.copyOf(medians);
        }
    }

    /** Readings with the line {@code intercept + slope * x}. */
    record Line(String name, int style, List<Point> points, double slope, double intercept) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /**
     * One bar.
     *
     * @param mark a value that the bar is to be held against, drawn as a line across it
     * @param total what is written at its end
     */
    record Bar(String name, List<Segment> segments, OptionalDouble mark, String total) {
        public Bar {
            segments = List.copyOf(segments);
        }
    }

    /**
     * One piece of a bar.
     *
     * @param tint which of the palette's four tints: 0 the darkest, 2 the lightest, 3 grey
     */
    record Segment(String name, int tint, double value) {}
}
