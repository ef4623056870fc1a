package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.GeneralPath;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import tare.reports.figure.Figure;
import tare.reports.figure.Point;

/** Samples as dots in the order of the run, medians of rounds as short bars. */
final class RunOrder {

    private static final int MOST_SEPARATED = 60;

    private static final double DOT = 2.4;

    private RunOrder() {}

    static Plot plot(Figure.RunOrder figure) {
        List<String> names = figure.trails().stream().map(Figure.Trail::name).toList();
        XYPlot plot = PointPlot.of(PointPlot.withRoomFor(names, figure.x()), figure.y());
        plot.setDomainGridlinesVisible(false);
        PointPlot.add(plot, (graphics, scene) -> draw(graphics, scene, figure));
        return plot;
    }

    private static void draw(Graphics2D graphics, PointPlot.Scene scene, Figure.RunOrder figure) {
        separate(graphics, scene, (int) figure.x().high());
        for (Figure.Trail trail : figure.trails()) {
            // One path a series: a thousand elements would be most of the page.
            GeneralPath dots = new GeneralPath();
            for (Point2D at : scene.all(trail.points())) {
                dots.append(
                        new Rectangle2D.Double(at.getX() - DOT / 2, at.getY() - DOT / 2, DOT, DOT),
                        false);
            }
            graphics.setPaint(Palette.series(trail.style()));
            graphics.fill(dots);
        }
        for (Figure.Trail trail : figure.trails()) {
            graphics.setPaint(Palette.INK.colour());
            graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
            GeneralPath bars = new GeneralPath();
            for (Point median : trail.medians()) {
                bars.append(
                        new Line2D.Double(
                                scene.at(new Point(median.x() + 0.08, median.y())),
                                scene.at(new Point(median.x() + 0.92, median.y()))),
                        false);
            }
            graphics.draw(bars);
        }
        label(graphics, scene, figure);
    }

    /** A line between rounds, so that dots can be told to belong to one; not if they are many. */
    private static void separate(Graphics2D graphics, PointPlot.Scene scene, int rounds) {
        graphics.setPaint(Palette.GRID.colour());
        graphics.setStroke(new BasicStroke(1));
        for (int round = 1; round <= rounds && rounds <= MOST_SEPARATED; round++) {
            double x = scene.at(new Point(round, scene.y().getLowerBound())).getX();
            graphics.draw(new Line2D.Double(x, scene.area().getY(), x, scene.area().getMaxY()));
        }
    }

    private static void label(Graphics2D graphics, PointPlot.Scene scene, Figure.RunOrder figure) {
        List<Figure.Trail> trails =
                figure.trails().stream().filter(trail -> !trail.medians().isEmpty()).toList();
        double end = figure.x().high();
        PointPlot.labelEnds(
                graphics,
                scene.area(),
                trails.stream().map(Figure.Trail::name).toList(),
                trails.stream().map(Figure.Trail::style).toList(),
                trails.stream()
                        .map(trail -> trail.medians().get(trail.medians().size() - 1))
                        .map(last -> scene.at(new Point(end, last.y())))
                        .toList());
    }
}
