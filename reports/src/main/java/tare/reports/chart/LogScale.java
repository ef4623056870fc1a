package tare.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.ui.RectangleEdge;
import tare.reports.figure.Axis;

/** A logarithmic axis with the figure's own ticks. */
final class LogScale extends LogAxis {

    private static final long serialVersionUID = 1L;

    private final transient Axis axis;

    LogScale(Axis axis) {
        super(null);
        this.axis = axis;
        // The default of 1E-100 lets one odd value stretch the axis over a hundred decades.
        setSmallestValue(axis.low());
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
