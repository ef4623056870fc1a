package tare.reports.chart;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Where direct labels go, in pixels. Pure geometry. */
final class Placement {

    /** Shares of the area's height at which a label beside a curve is tried, best first. */
    private static final double[] HEIGHTS = {
        0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8, 0.12, 0.88, 0.05, 0.95
    };

    /** Shares of a curve's width at which a label over or under it is tried, best first. */
    private static final double[] WIDTHS = {0.5, 0.35, 0.65, 0.2, 0.8, 0.05, 0.95};

    private static final double GAP = 8;

    private Placement() {}

    /** The size of a label. */
    record Size(double width, double height) {}

    /**
     * Boxes beside rising or falling curves, over or under flat ones, one for each, that keep clear
     * of each other and, where there is room, of all curves.
     */
    static List<Rectangle2D> beside(
            List<List<Point2D>> curves, List<Size> sizes, Rectangle2D area) {
        List<Rectangle2D> placed = new ArrayList<>();
        for (int curve = 0; curve < curves.size(); curve++) {
            Rectangle2D best = new Rectangle2D.Double();
            double least = Double.POSITIVE_INFINITY;
            for (Rectangle2D box : candidates(curves.get(curve), sizes.get(curve), area)) {
                double cost = cost(box, curves, placed, area);
                if (cost < least) {
                    least = cost;
                    best = box;
                }
            }
            placed.add(best);
        }
        return placed;
    }

    private static List<Rectangle2D> candidates(List<Point2D> curve, Size size, Rectangle2D area) {
        List<Rectangle2D> boxes = new ArrayList<>();
        for (double height : HEIGHTS) {
            double y = area.getMaxY() - height * area.getHeight();
            double left = Double.POSITIVE_INFINITY;
            double right = Double.NEGATIVE_INFINITY;
            Rectangle2D strip =
                    new Rectangle2D.Double(
                            area.getX(), y - size.height() / 2, area.getWidth(), size.height());
            for (int i = 1; i < curve.size(); i++) {
                Line2D piece = new Line2D.Double(curve.get(i - 1), curve.get(i));
                if (piece.intersects(strip)) {
                    left = Math.min(left, Math.min(piece.getX1(), piece.getX2()));
                    right = Math.max(right, Math.max(piece.getX1(), piece.getX2()));
                }
            }
            if (left <= right) {
                double top = y - size.height() / 2;
                boxes.add(box(right + GAP, top, size));
                boxes.add(box(left - GAP - size.width(), top, size));
            }
        }
        boxes.addAll(along(curve, size, area));
        return boxes;
    }

    /**
     * Over and under the curve: a flat one that reaches from side to side has no room beside it.
     */
    private static List<Rectangle2D> along(List<Point2D> curve, Size size, Rectangle2D area) {
        double first = curve.stream().mapToDouble(Point2D::getX).min().orElse(area.getX());
        double last = curve.stream().mapToDouble(Point2D::getX).max().orElse(area.getMaxX());
        List<Rectangle2D> boxes = new ArrayList<>();
        for (double share : WIDTHS) {
            double wanted = first + share * (last - first) - size.width() / 2;
            double x = Math.max(area.getX(), Math.min(wanted, area.getMaxX() - size.width() - GAP));
            Rectangle2D strip =
                    new Rectangle2D.Double(x, area.getY(), size.width(), area.getHeight());
            double top = Double.POSITIVE_INFINITY;
            double bottom = Double.NEGATIVE_INFINITY;
            for (int i = 1; i < curve.size(); i++) {
                Line2D piece = new Line2D.Double(curve.get(i - 1), curve.get(i));
                if (piece.intersects(strip)) {
                    top = Math.min(top, Math.min(piece.getY1(), piece.getY2()));
                    bottom = Math.max(bottom, Math.max(piece.getY1(), piece.getY2()));
                }
            }
            if (top <= bottom) {
                boxes.add(box(x, top - GAP - size.height(), size));
                boxes.add(box(x, bottom + GAP, size));
            }
        }
        return boxes;
    }

    private static Rectangle2D box(double x, double y, Size size) {
        return new Rectangle2D.Double(x, y, size.width(), size.height());
    }

    /** A label over another or outside is worst, one over a curve is bad by how much it hides. */
    private static double cost(
            Rectangle2D box,
            List<List<Point2D>> curves,
            List<Rectangle2D> placed,
            Rectangle2D area) {
        double cost = area.contains(box) ? 0 : 1e6;
        for (Rectangle2D other : placed) {
            cost += other.intersects(box) ? 1e6 : 0;
        }
        for (List<Point2D> curve : curves) {
            for (int i = 1; i < curve.size(); i++) {
                if (new Line2D.Double(curve.get(i - 1), curve.get(i)).intersects(box)) {
                    cost += 1;
                }
            }
        }
        return cost;
    }

    /**
     * Moves wanted heights apart so that neighbours are a gap away from each other, within limits
     * where all fit. The order of the wanted heights is kept.
     *
     * @param wanted heights in any order
     */
    static double[] apart(double[] wanted, double gap, double low, double high) {
        Integer[] order = new Integer[wanted.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        Arrays.sort(order, Comparator.comparingDouble(i -> wanted[i]));
        double[] moved = new double[wanted.length];
        double next = low;
        for (int index : order) {
            moved[index] = Math.max(wanted[index], next);
            next = moved[index] + gap;
        }
        double limit = high;
        for (int i = order.length - 1; i >= 0; i--) {
            moved[order[i]] = Math.min(moved[order[i]], limit);
            limit = moved[order[i]] - gap;
        }
        return moved;
    }
}
