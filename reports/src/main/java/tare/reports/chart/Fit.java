package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.util.List;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import tare.reports.figure.Figure;
import tare.reports.figure.Point;

/** Readings as hollow markers with the fitted line through them. */
final class Fit {

    private Fit() {}

    static Plot plot(Figure.Fit figure) {
        List<String> names = figure.lines().stream().map(Figure.Line::name).toList();
        XYPlot plot = PointPlot.of(PointPlot.withRoomFor(names, figure.x()), figure.y());
        PointPlot.add(plot, (graphics, scene) -> draw(graphics, scene, figure));
        return plot;
    }

    private static void draw(Graphics2D graphics, PointPlot.Scene scene, Figure.Fit figure) {
        double far = figure.x().high();
        for (Figure.Line line : figure.lines()) {
            graphics.setPaint(Palette.series(line.style()));
            graphics.setStroke(Palette.stroke(line.style()));
            graphics.draw(new Line2D.Double(scene.at(on(line, 0)), scene.at(on(line, far))));
            graphics.setStroke(new BasicStroke(1.4f));
            for (Point2D at : scene.all(line.points())) {
                graphics.draw(Palette.marker(line.style(), at.getX(), at.getY()));
            }
        }
        List<Figure.Line> lines = figure.lines();
        PointPlot.labelEnds(
                graphics,
                scene.area(),
                lines.stream().map(Figure.Line::name).toList(),
                lines.stream().map(Figure.Line::style).toList(),
                lines.stream().map(line -> scene.at(on(line, far))).toList());
    }

    private static Point on(Figure.Line line, double x) {
        return new Point(x, line.intercept() + line.slope() * x);
    }
}
