package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import tare.reports.figure.Axis;
import tare.reports.figure.Point;

/** What the plots with two number axes share: axes, grid, series and layers drawn over them. */
final class PointPlot {

    private PointPlot() {}

    /** Draws over the finished plot, in pixels. */
    @FunctionalInterface
    interface Layer {
        void draw(Graphics2D graphics, Scene scene);
    }

    /** From a figure's numbers to pixels. */
    record Scene(Rectangle2D area, ValueAxis x, ValueAxis y) {
        Point2D at(Point point) {
            return new Point2D.Double(
                    x.valueToJava2D(point.x(), area, RectangleEdge.BOTTOM),
                    y.valueToJava2D(point.y(), area, RectangleEdge.LEFT));
        }

        List<Point2D> all(List<Point> points) {
            return points.stream().map(this::at).toList();
        }
    }

    /** What is left for the axis once the labels of the other axis stand beside it. */
    private static final double WIDTH = 670;

    /** What a name at a line's end takes at the least. */
    static final int NAME_HEIGHT = 18;

    /** The axis with room for the names at its end. */
    static Axis withRoomFor(List<String> names, Axis x) {
        return x.withRoom(Tag.room(names, WIDTH));
    }

    static XYPlot of(Axis x, Axis y) {
        XYPlot plot = new XYPlot();
        // Without a renderer there would be no grid either.
        plot.setRenderer(new XYLineAndShapeRenderer());
        plot.setDomainAxis(Ticks.scale(x));
        plot.setRangeAxis(Ticks.scale(y));
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(new RectangleInsets(0, 0, 0, 0));
        BasicStroke hair = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER);
        plot.setDomainGridlinePaint(Palette.GRID.colour());
        plot.setRangeGridlinePaint(Palette.GRID.colour());
        plot.setDomainGridlineStroke(hair);
        plot.setRangeGridlineStroke(hair);
        plot.setDomainZeroBaselineVisible(false);
        return plot;
    }

    static void add(XYPlot plot, Layer layer) {
        plot.addAnnotation(new Over(layer));
    }

    /** A series in the order given, with equal x allowed: the defaults sort and notify. */
    static void add(XYSeriesCollection data, int index, List<Point> points) {
        // Keyed by number: two hostile names could be equal.
        XYSeries series = new XYSeries(index, false, true);
        points.forEach(point -> series.add(point.x(), point.y(), false));
        data.addSeries(series);
    }

    /** Labels at the right, as high as their lines end. */
    static void labelEnds(
            Graphics2D graphics,
            Rectangle2D area,
            List<String> names,
            List<Integer> styles,
            List<Point2D> ends) {
        double[] wanted = ends.stream().mapToDouble(Point2D::getY).toArray();
        double[] heights =
                Placement.apart(
                        wanted,
                        NAME_HEIGHT,
                        area.getY() + NAME_HEIGHT / 2.0,
                        area.getMaxY() - NAME_HEIGHT / 2.0);
        for (int i = 0; i < names.size(); i++) {
            Placement.Size size = Tag.size(graphics, names.get(i));
            Tag.draw(
                    graphics,
                    names.get(i),
                    styles.get(i),
                    new Rectangle2D.Double(
                            ends.get(i).getX() + Tag.END,
                            heights[i] - size.height() / 2,
                            size.width(),
                            size.height()));
        }
    }

    private static final class Over extends AbstractXYAnnotation {

        private static final long serialVersionUID = 1L;

        private final transient Layer layer;

        Over(Layer layer) {
            this.layer = layer;
        }

        @Override
        public void draw(
                Graphics2D graphics,
                XYPlot plot,
                Rectangle2D area,
                ValueAxis x,
                ValueAxis y,
                int renderer,
                PlotRenderingInfo info) {
            layer.draw(graphics, new Scene(area, x, y));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Over that && layer.equals(that.layer) && super.equals(other);
        }

        @Override
        public int hashCode() {
            return layer.hashCode();
        }
    }
}
