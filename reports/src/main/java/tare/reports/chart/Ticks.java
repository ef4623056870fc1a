package tare.reports.chart;

import java.awt.Graphics2D;
import java.util.List;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import tare.reports.figure.Axis;

/** Hands a figure's ticks to JFreeChart. */
final class Ticks {

    private Ticks() {}

    /** The axis that a figure asks for. */
    static ValueAxis scale(Axis axis) {
        return axis.logarithmic() ? new LogScale(axis) : new LinearScale(axis);
    }

    static List<NumberTick> of(Axis axis, RectangleEdge edge) {
        boolean below = RectangleEdge.isTopOrBottom(edge);
        TextAnchor anchor = below ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        return axis.ticks().stream()
                .map(
                        tick ->
                                new NumberTick(
                                        tick.major() ? TickType.MAJOR : TickType.MINOR,
                                        tick.value(),
                                        tick.label(),
                                        anchor,
                                        anchor,
                                        0))
                .toList();
    }

    static void style(ValueAxis axis) {
        axis.setTickLabelFont(Palette.TEXT);
        axis.setTickLabelInsets(new RectangleInsets(4, 4, 2, 5));
        axis.setTickLabelPaint(Palette.MUTED.colour());
        axis.setAxisLinePaint(Palette.MUTED.colour());
        axis.setTickMarkPaint(Palette.MUTED.colour());
        axis.setMinorTickMarksVisible(true);
        axis.setTickMarkInsideLength(0);
        axis.setTickMarkOutsideLength(4);
        axis.setMinorTickMarkInsideLength(0);
        axis.setMinorTickMarkOutsideLength(2);
    }

    /** Tick labels below an axis are centred, those to its left end there. */
    static void anchor(Graphics2D graphics, RectangleEdge edge) {
        boolean below = RectangleEdge.isTopOrBottom(edge);
        (below ? Canvas.Anchor.MIDDLE : Canvas.Anchor.END).on(graphics);
    }
}
