package tare.reports.chart;

import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import java.util.Arrays;
import org.apache.batik.svggen.SVGGraphics2DIOException;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The distribution drawn as the library offers it, every sample a step: what thinning saves. */
public final class NaiveEcdf {

    private NaiveEcdf() {}

    /** Length of the SVG, in letters. */
    public static int draw(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        XYSeries series = new XYSeries("all", false, true);
        for (int i = 0; i < sorted.length; i++) {
            series.add(sorted[i], 100.0 * (i + 1) / sorted.length, false);
        }
        XYPlot plot =
                new XYPlot(
                        new XYSeriesCollection(series),
                        new LogAxis("time"),
                        new NumberAxis("share"),
                        new XYStepRenderer());
        Canvas canvas = Canvas.blank("naive");
        new JFreeChart(plot).draw(canvas, new Rectangle2D.Double(0, 0, 760, 400));
        StringWriter text = new StringWriter();
        try {
            canvas.stream(text);
        } catch (SVGGraphics2DIOException failure) {
            throw new IllegalStateException(failure);
        }
        return text.toString().length();
    }
}
