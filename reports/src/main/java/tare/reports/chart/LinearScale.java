package tare.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.ui.RectangleEdge;
import tare.reports.figure.Axis;

/** A linear axis with the figure's own ticks. */
final class LinearScale extends NumberAxis {

    private static final long serialVersionUID = 1L;

    private final transient Axis axis;

    LinearScale(Axis axis) {
        super(null);
        this.axis = axis;
        setAutoRangeIncludesZero(false);
        setRange(axis.low(), axis.high());
        Ticks.style(this);
    }

    @Override
    public List<?> refreshTicks(
            Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        Ticks.anchor(graphics, edge);
        return Ticks.of(axis, edge);
    }
}
