package tare.reports.reading;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tare.results.model.CellKey;

/** The one place where reports ask the statistics package. */
public final class Estimates {

    private Estimates() {}

    /** The median (type 7); not a number for no values. */
    public static double median(double[] values) {
        if (values.length == 0) {
            return Double.NaN;
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** The interval of a quantile, by resampling rounds and samples within them. */
    static Optional<Interval> interval(CellKey key, double[][] rounds, double quantile) {
        return Optional.empty();
    }

    /** A fitted straight line. */
    public record Line(double slope, double intercept) {
        /** The line's height over x. */
        public double at(double x) {
            return intercept + slope * x;
        }
    }

    /** The line through points of x and y by Theil and Sen; level for fewer than two of x. */
    public static Line line(List<double[]> points) {
        List<Double> slopes = new ArrayList<>();
        for (double[] a : points) {
            for (double[] b : points) {
                if (a[0] < b[0]) {
                    slopes.add((b[1] - a[1]) / (b[0] - a[0]));
                }
            }
        }
        double slope =
                slopes.isEmpty()
                        ? 0
                        : median(slopes.stream().mapToDouble(Double::doubleValue).toArray());
        double intercept =
                median(points.stream().mapToDouble(point -> point[1] - slope * point[0]).toArray());
        return new Line(slope, intercept);
    }
}
