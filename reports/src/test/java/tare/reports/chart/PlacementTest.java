package tare.reports.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlacementTest {

    private static final Rectangle2D AREA = new Rectangle2D.Double(0, 0, 600, 300);

    @Test
    void labelsOfNeighboursKeepClearOfEachOtherAndOfAllCurves() {
        List<List<Point2D>> curves =
                List.of(rising(100), rising(130), rising(170), rising(400), rising(560));
        List<Placement.Size> sizes = new ArrayList<>();
        curves.forEach(curve -> sizes.add(new Placement.Size(90, 18)));
        List<Rectangle2D> boxes = Placement.beside(curves, sizes, AREA);
        for (int i = 0; i < boxes.size(); i++) {
            assertTrue(AREA.contains(boxes.get(i)), "inside: " + boxes.get(i));
            for (int j = 0; j < i; j++) {
                assertFalse(boxes.get(i).intersects(boxes.get(j)), i + " over " + j);
            }
        }
        // The outer ones have free room beside them.
        for (Point2D end : List.of(curves.get(3).get(0), curves.get(4).get(0))) {
            double x = end.getX();
            Line2D curve = new Line2D.Double(x, 300, x, 0);
            assertFalse(curve.intersects(boxes.get(3)) || curve.intersects(boxes.get(4)));
        }
    }

    @Test
    void aFlatCurveFromSideToSideIsNamedWithinTheArea() {
        List<Point2D> flat = List.of(new Point2D.Double(0, 60), new Point2D.Double(600, 60));
        List<Point2D> climbing =
                List.of(
                        new Point2D.Double(0, 300),
                        new Point2D.Double(200, 100),
                        new Point2D.Double(600, 40));
        List<List<Point2D>> curves = List.of(climbing, flat);
        Placement.Size size = new Placement.Size(150, 18);
        List<Rectangle2D> boxes = Placement.beside(curves, List.of(size, size), AREA);
        for (int i = 0; i < 2; i++) {
            assertTrue(AREA.contains(boxes.get(i)), "inside: " + boxes.get(i));
        }
        assertFalse(boxes.get(0).intersects(boxes.get(1)));
        assertFalse(new Line2D.Double(flat.get(0), flat.get(1)).intersects(boxes.get(1)));
    }

    @Test
    void heightsMoveApartWithinTheirLimits() {
        assertArrayEquals(
                new double[] {10, 28, 100},
                Placement.apart(new double[] {10, 12, 100}, 18, 0, 300));
        assertArrayEquals(
                new double[] {282, 264, 300},
                Placement.apart(new double[] {299, 298, 300}, 18, 0, 300));
    }

    private static List<Point2D> rising(double x) {
        return List.of(
                new Point2D.Double(x, 300),
                new Point2D.Double(x, 200),
                new Point2D.Double(x, 100),
                new Point2D.Double(x, 0));
    }
}
