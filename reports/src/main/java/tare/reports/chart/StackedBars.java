package tare.reports.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Paint;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;
import tare.reports.figure.Figure;

/** Horizontal bars from zero, in tints with an outline, each with its total at its end. */
final class StackedBars {

    /** Room at the right for the totals. */
    private static final double ROOM = 0.2;

    private StackedBars() {}

    static Plot plot(Figure.Bars figure) {
        Map<String, Integer> tints = new LinkedHashMap<>();
        for (Figure.Bar bar : figure.bars()) {
            bar.segments().forEach(segment -> tints.putIfAbsent(segment.name(), segment.tint()));
        }
        List<String> names = order(figure, tints);
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (int bar = 0; bar < figure.bars().size(); bar++) {
            for (String name : names) {
                data.addValue(
                        value(figure.bars().get(bar), name),
                        name,
                        new Slot(bar, figure.bars().get(bar).name()));
            }
        }
        CategoryPlot plot =
                new CategoryPlot(
                        data,
                        new Names(figure.bars().size()),
                        Ticks.scale(figure.x().withRoom(ROOM)),
                        new Renderer(figure, names, tints));
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_LEFT);
        plot.setBackgroundPaint(null);
        plot.setOutlineVisible(false);
        plot.setAxisOffset(new RectangleInsets(0, 0, 0, 0));
        plot.setRangeGridlinePaint(Palette.GRID.colour());
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setFixedLegendItems(names.size() > 1 ? legend(names, tints) : null);
        return plot;
    }

    /**
     * The names from the axis outwards, as they lie in the bars: one that some bars lack has the
     * place that it has where most is before it; of two that never meet, the darker is first.
     */
    private static List<String> order(Figure.Bars figure, Map<String, Integer> tints) {
        Map<String, Integer> places = new HashMap<>();
        for (Figure.Bar bar : figure.bars()) {
            for (int place = 0; place < bar.segments().size(); place++) {
                places.merge(bar.segments().get(place).name(), place, Math::max);
            }
        }
        return places.keySet().stream()
                .sorted(
                        Comparator.<String>comparingInt(places::get)
                                .thenComparingInt(tints::get)
                                .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    /** Keys of bars: two bars of one name are still two. */
    private record Slot(int place, String name) implements Comparable<Slot> {
        @Override
        public int compareTo(Slot other) {
            return Integer.compare(place, other.place);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static double value(Figure.Bar bar, String name) {
        return bar.segments().stream()
                .filter(segment -> segment.name().equals(name))
                .mapToDouble(Figure.Segment::value)
                .sum();
    }

    private static LegendItemCollection legend(List<String> names, Map<String, Integer> tints) {
        LegendItemCollection items = new LegendItemCollection();
        for (String name : names) {
            Color tint = Palette.tint(tints.getOrDefault(name, 0));
            LegendItem item =
                    new LegendItem(
                            name,
                            null,
                            null,
                            null,
                            new Rectangle2D.Double(-6, -6, 12, 12),
                            tint,
                            new BasicStroke(1),
                            Palette.INK.colour());
            item.setLabelFont(Palette.TEXT);
            item.setLabelPaint(Palette.INK.colour());
            items.add(item);
        }
        return items;
    }

    /** The names to the left of the bars, ending at the axis. */
    private static final class Names extends CategoryAxis {

        private static final long serialVersionUID = 1L;

        /** Shares of the whole height: what stays free above and below is so much of a bar. */
        Names(int bars) {
            double free = Math.min(0.06, 0.3 / Math.max(1, bars));
            setTickLabelFont(Palette.TEXT);
            setTickLabelPaint(Palette.INK.colour());
            setAxisLinePaint(Palette.MUTED.colour());
            setTickMarksVisible(false);
            setMaximumCategoryLabelWidthRatio(0.45f);
            setCategoryMargin(0.35);
            setLowerMargin(free);
            setUpperMargin(free);
        }

        @Override
        public AxisState draw(
                Graphics2D graphics,
                double cursor,
                Rectangle2D plotArea,
                Rectangle2D dataArea,
                RectangleEdge edge,
                PlotRenderingInfo info) {
            Canvas.Anchor.END.on(graphics);
            return super.draw(graphics, cursor, plotArea, dataArea, edge, info);
        }
    }

    /** Fills by tint, and writes the total and the mark once a bar is whole. */
    private static final class Renderer extends StackedBarRenderer {

        private static final long serialVersionUID = 1L;

        private final transient Figure.Bars figure;
        private final transient List<String> names;
        private final transient Map<String, Integer> tints;

        Renderer(Figure.Bars figure, List<String> names, Map<String, Integer> tints) {
            this.figure = figure;
            this.names = List.copyOf(names);
            this.tints = Map.copyOf(tints);
            setBarPainter(new StandardBarPainter());
            setShadowVisible(false);
            setDrawBarOutline(true);
            setMaximumBarWidth(0.35);
            setDefaultOutlinePaint(Palette.INK.colour());
            setDefaultOutlineStroke(new BasicStroke(1));
        }

        @Override
        public Paint getItemPaint(int row, int column) {
            return Palette.tint(tints.getOrDefault(names.get(row), 0));
        }

        @Override
        public Paint getItemOutlinePaint(int row, int column) {
            return Palette.INK.colour();
        }

        @Override
        public void drawItem(
                Graphics2D graphics,
                CategoryItemRendererState state,
                Rectangle2D area,
                CategoryPlot plot,
                CategoryAxis domain,
                ValueAxis range,
                CategoryDataset data,
                int row,
                int column,
                int pass) {
            super.drawItem(graphics, state, area, plot, domain, range, data, row, column, pass);
            // The renderer passes twice: bars, then their labels.
            if (pass == 1 && row == names.size() - 1) {
                double middle =
                        domain.getCategoryMiddle(
                                column, data.getColumnCount(), area, plot.getDomainAxisEdge());
                end(graphics, figure.bars().get(column), area, range, middle, state.getBarWidth());
            }
        }

        private static void end(
                Graphics2D graphics,
                Figure.Bar bar,
                Rectangle2D area,
                ValueAxis range,
                double middle,
                double width) {
            double sum = bar.segments().stream().mapToDouble(Figure.Segment::value).sum();
            double right = range.valueToJava2D(sum, area, RectangleEdge.BOTTOM);
            graphics.setPaint(Palette.INK.colour());
            if (bar.mark().isPresent()) {
                double x =
                        range.valueToJava2D(bar.mark().getAsDouble(), area, RectangleEdge.BOTTOM);
                graphics.setStroke(
                        new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
                double half = width / 2 + 5;
                graphics.draw(new Line2D.Double(x, middle - half, x, middle + half));
                right = Math.max(right, x);
            }
            graphics.setFont(Palette.TEXT);
            Canvas.Anchor.START.on(graphics);
            graphics.drawString(bar.total(), (float) (right + 8), (float) (middle + 4.5));
        }
    }
}
