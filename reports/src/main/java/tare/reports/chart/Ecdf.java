package tare.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYSeriesCollection;
import tare.reports.figure.Figure;

/** Distributions as steps: one path a series, since three lines a step would be megabytes. */
final class Ecdf {

    private Ecdf() {}

    static Plot plot(Figure.Curves figure) {
        XYPlot plot = PointPlot.of(figure.x(), figure.y().withRoom(0.04));
        XYSeriesCollection data = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < figure.series().size(); i++) {
            Figure.Series series = figure.series().get(i);
            PointPlot.add(data, i, series.points());
            renderer.setSeriesPaint(i, Palette.series(series.style()));
            renderer.setSeriesStroke(i, Palette.stroke(series.style()));
        }
        plot.setDataset(data);
        plot.setRenderer(renderer);
        PointPlot.add(plot, (graphics, scene) -> label(graphics, scene, figure.series()));
        return plot;
    }

    private static void label(
            Graphics2D graphics, PointPlot.Scene scene, List<Figure.Series> series) {
        List<List<Point2D>> curves = series.stream().map(one -> scene.all(one.points())).toList();
        List<Placement.Size> sizes =
                series.stream().map(one -> Tag.size(graphics, one.name())).toList();
        List<Rectangle2D> boxes = Placement.beside(curves, sizes, scene.area());
        for (int i = 0; i < boxes.size(); i++) {
            Tag.draw(graphics, series.get(i).name(), series.get(i).style(), boxes.get(i));
        }
    }
}
