package tare.reports.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tare.reports.reading.Measure;

/**
 * Chooses which samples are drawn. A picture needs a few hundred points; the file holds them all.
 * What decides how a tail looks is always kept: the ends, the quantiles and the largest twenty.
 */
final class Thinning {

    /** So many points of a series a picture holds, about; a third of a pixel each. */
    static final int MOST = 400;

    private static final int TAIL = 20;
    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private Thinning() {}

    /** Ranks, from 0 and rising, of the order statistics to draw out of {@code count}. */
    static int[] ranks(int count) {
        TreeSet<Integer> ranks = new TreeSet<>();
        int evenly = Math.min(count, MOST);
        for (int i = 0; i < evenly; i++) {
            // The last of them is the last sample; in whole numbers, so the same everywhere.
            ranks.add(evenly == 1 ? 0 : (int) ((long) i * (count - 1) / (evenly - 1)));
        }
        for (double quantile : QUANTILES) {
            ranks.add(rank(count, quantile));
        }
        for (int rank = Math.max(0, count - TAIL); rank < count; rank++) {
            ranks.add(rank);
        }
        return ranks.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Points of each of so many series of dots: with many, dots hide each other long before. */
    static int share(int series) {
        return Math.min(MOST, Math.max(TAIL * 3, 6_000 / Math.max(1, series)));
    }

    /** By how much, in per cent of the samples, a drawn step may lie below the true one. */
    static double error(int count) {
        int[] ranks = ranks(count);
        int widest = 0;
        for (int i = 1; i < ranks.length; i++) {
            widest = Math.max(widest, ranks[i] - ranks[i - 1] - 1);
        }
        return 100.0 * widest / count;
    }

    /** What a caption says of it; nothing where all samples are drawn. */
    static String words(List<Integer> counts) {
        double error = counts.stream().mapToDouble(Thinning::error).max().orElse(0);
        return error == 0
                ? ""
                : " Drawn from order statistics: between two of them a curve is off by at most "
                        + Measure.PERCENT.text(error)
                        + " of its launches, less than a pixel.";
    }

    /** Rank, from 0, of the nearest-rank quantile. */
    static int rank(int count, double quantile) {
        // The product of a share and a count can be a hair above the whole number that it is.
        return Math.max(0, (int) Math.ceil(count * quantile - 1e-9) - 1);
    }

    /** The vertices of the empirical distribution of samples, in per cent, thinned. */
    static List<Point> steps(double[] samples) {
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        List<Point> vertices = new ArrayList<>();
        double below = 0;
        for (int rank : ranks(sorted.length)) {
            double share = 100.0 * (rank + 1) / sorted.length;
            vertices.add(new Point(sorted[rank], below));
            vertices.add(new Point(sorted[rank], share));
            below = share;
        }
        return vertices;
    }

    /** At most some hundred of points, in their order, with those of the largest y. */
    static List<Point> points(List<Point> points, int most) {
        if (points.size() <= most) {
            return points;
        }
        double[] heights = points.stream().mapToDouble(Point::y).sorted().toArray();
        double high = heights[heights.length - TAIL];
        int every = (points.size() + most - 1) / most;
        List<Point> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (i % every == 0 || points.get(i).y() >= high) {
                kept.add(points.get(i));
            }
        }
        return kept;
    }
}
