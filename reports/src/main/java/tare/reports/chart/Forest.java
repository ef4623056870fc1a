package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import tare.reports.figure.Axis;
import tare.reports.figure.Figure;
import tare.reports.figure.Point;
import tare.reports.reading.Measure;

/** Estimates with whiskers, one under the other, held against the line that means no difference. */
final class Forest {

    private static final double CAP = 4;
    private static final double GAP = 8;

    private Forest() {}

    static Plot plot(Figure.Forest figure) {
        List<String> texts = figure.whiskers().stream().map(Figure.Whisker::text).toList();
        XYPlot plot = PointPlot.of(PointPlot.withRoomFor(texts, figure.x()), names(figure));
        plot.setRangeGridlinesVisible(false);
        plot.getRangeAxis().setInverted(true);
        plot.getRangeAxis().setAxisLineVisible(false);
        PointPlot.add(plot, (graphics, scene) -> draw(graphics, scene, figure));
        return plot;
    }

    /** An axis whose ticks are the names, in the middle of a unit each. */
    private static Axis names(Figure.Forest figure) {
        List<Axis.Tick> ticks = new ArrayList<>();
        for (int i = 0; i < figure.whiskers().size(); i++) {
            ticks.add(new Axis.Tick(i + 0.5, figure.whiskers().get(i).name()));
        }
        return new Axis("", Measure.COUNT, false, 0, Math.max(1, ticks.size()), ticks);
    }

    private static void draw(Graphics2D graphics, PointPlot.Scene scene, Figure.Forest figure) {
        graphics.setPaint(Palette.MUTED.colour());
        graphics.setStroke(new BasicStroke(1.4f));
        int count = figure.whiskers().size();
        graphics.draw(
                new Line2D.Double(
                        scene.at(new Point(figure.nothing(), 0)),
                        scene.at(new Point(figure.nothing(), count))));
        graphics.setFont(Palette.TEXT);
        for (int i = 0; i < count; i++) {
            whisker(graphics, scene, figure, figure.whiskers().get(i), i + 0.5);
        }
    }

    private static void whisker(
            Graphics2D graphics,
            PointPlot.Scene scene,
            Figure.Forest figure,
            Figure.Whisker one,
            double y) {
        // An end outside of the axis has no cap: it goes on.
        Point2D low = scene.at(new Point(Math.max(one.low(), figure.x().low()), y));
        Point2D high = scene.at(new Point(Math.min(one.high(), figure.x().high()), y));
        Point2D middle = scene.at(new Point(one.value(), y));
        graphics.setPaint(Palette.series(one.style()));
        graphics.setStroke(new BasicStroke(2));
        graphics.draw(new Line2D.Double(low, high));
        if (one.low() >= figure.x().low()) {
            cap(graphics, low);
        }
        if (one.high() <= figure.x().high()) {
            cap(graphics, high);
        }
        graphics.fill(Palette.marker(one.style(), middle.getX(), middle.getY()));
        graphics.setPaint(Palette.INK.colour());
        Canvas.Anchor.START.on(graphics);
        graphics.drawString(one.text(), (float) (high.getX() + GAP), (float) (middle.getY() + 4.5));
    }

    private static void cap(Graphics2D graphics, Point2D at) {
        graphics.draw(new Line2D.Double(at.getX(), at.getY() - CAP, at.getX(), at.getY() + CAP));
    }
}
