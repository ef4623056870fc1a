package tare.reports.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.function.Consumer;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;
import org.jspecify.annotations.Nullable;
import tare.reports.figure.Axis;
import tare.reports.figure.Figure;
import tare.reports.figure.Heading;
import tare.results.failure.OutputError;

/** Draws figures. The same figure gives the same text on a host with the same fonts. */
public final class Pictures {

    private static final int WIDTH = 760;
    private static final int HEIGHT = 400;
    private static final int AROUND_NAMES = 100;
    private static final int BAR_HEIGHT = 46;
    private static final int AROUND_BARS = 84;
    private static final int FOREST_HEIGHT = 26;
    private static final int AROUND_FOREST = 70;

    private final String prefix;

    /**
     * Makes ready to draw.
     *
     * @throws OutputError where the host has no usable font
     */
    public Pictures() {
        this("");
    }

    /**
     * The same for one of several parts of a page.
     *
     * @param prefix of all ids, so that equal figures of two runs can stand in one page
     */
    public Pictures(String prefix) {
        this.prefix = prefix;
        // Drawing needs no screen; a DISPLAY that cannot be reached must not be asked.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        Fonts.require();
    }

    /** A picture before it is written: its size in pixels, and what draws it. */
    record Sheet(Heading heading, int width, int height, Consumer<Graphics2D> ink) {}

    /** The figure as one SVG element to stand in an HTML page that defines the theme's colours. */
    public String svg(Figure figure) {
        String id = "fig-" + prefix + figure.heading().id();
        Sheet sheet = sheet(figure);
        Canvas canvas = Canvas.blank(id);
        sheet.ink().accept(canvas);
        return SvgText.of(canvas.getRoot(), id, sheet.heading(), sheet.width(), sheet.height());
    }

    /** The figure as an SVG file of its own, in the colours for paper. */
    public String svgFile(Figure figure) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Palette.onPaper(svg(figure)) + "\n";
    }

    /**
     * The figure as a PNG, in the colours for paper, with twice as many dots as the page has
     * pixels.
     */
    public byte[] png(Figure figure) {
        Sheet sheet = sheet(figure);
        return Paper.png(sheet.width(), sheet.height(), sheet.ink());
    }

    private static Sheet sheet(Figure figure) {
        if (figure instanceof Figure.Curves curves) {
            return draw(figure, Ecdf.plot(curves), curves.y(), curves.x(), HEIGHT);
        }
        if (figure instanceof Figure.RunOrder order) {
            int height = heightFor(order.trails().size());
            return draw(figure, RunOrder.plot(order), order.y(), order.x(), height);
        }
        if (figure instanceof Figure.Fit fit) {
            int height = heightFor(fit.lines().size());
            return draw(figure, Fit.plot(fit), fit.y(), fit.x(), height);
        }
        if (figure instanceof Figure.Bars bars) {
            int height = AROUND_BARS + BAR_HEIGHT * bars.bars().size();
            return draw(figure, StackedBars.plot(bars), null, bars.x(), height);
        }
        if (figure instanceof Figure.Heat heat) {
            return HeatMap.sheet(heat);
        }
        if (figure instanceof Figure.Forest forest) {
            int height = AROUND_FOREST + FOREST_HEIGHT * forest.whiskers().size();
            return draw(figure, Forest.plot(forest), null, forest.x(), height);
        }
        throw new IllegalArgumentException("no chart draws " + figure.getClass());
    }

    /** So high that the names at the lines' ends have room below each other. */
    private static int heightFor(int names) {
        return Math.max(HEIGHT, AROUND_NAMES + PointPlot.NAME_HEIGHT * names);
    }

    private static Sheet draw(Figure figure, Plot plot, @Nullable Axis y, Axis x, int height) {
        JFreeChart chart = new JFreeChart(null, Palette.TEXT, plot, false);
        chart.setBackgroundPaint(null);
        chart.setPadding(new RectangleInsets(4, 4, 4, 12));
        chart.addSubtitle(title(x.title(), RectangleEdge.BOTTOM));
        if (y != null) {
            // Above the axis and level, where it can be read: never turned on its side.
            chart.addSubtitle(title(y.title(), RectangleEdge.TOP));
        }
        if (plot instanceof CategoryPlot bars && bars.getFixedLegendItems() != null) {
            LegendTitle legend = new LegendTitle(bars);
            legend.setPosition(RectangleEdge.TOP);
            legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
            legend.setItemLabelPadding(new RectangleInsets(2, 6, 2, 14));
            chart.addSubtitle(legend);
        }
        return new Sheet(
                figure.heading(),
                WIDTH,
                height,
                canvas -> chart.draw(canvas, new Rectangle2D.Double(0, 0, WIDTH, height)));
    }

    private static TextTitle title(String words, RectangleEdge edge) {
        TextTitle title =
                new TextTitle(
                        words,
                        Palette.TEXT,
                        Palette.MUTED.colour(),
                        edge,
                        edge.equals(RectangleEdge.TOP)
                                ? HorizontalAlignment.LEFT
                                : HorizontalAlignment.CENTER,
                        VerticalAlignment.CENTER,
                        new RectangleInsets(2, 6, 6, 6));
        return title;
    }
}
