package tare.reports.reading;

import java.util.List;
import java.util.Optional;
import tare.results.model.CellKey;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.PairedRatio;
import tare.results.statistics.Quantiles;
import tare.results.statistics.Slope;

/** The one place where reports ask the statistics package. */
public final class Estimates {

    private static final double LEVEL = 0.95;

    /** A fit compares every pair of points: beyond this many it is made of evenly chosen ones. */
    private static final int MOST_FITTED = 2_000;

    private Estimates() {}

    /** The median (type 7); not a number for no values. */
    public static double median(double[] values) {
        return values.length == 0 ? Double.NaN : Quantiles.median(values);
    }

    /** The nearest-rank quantile; not a number for no values. */
    public static double nearestRank(double[] values, double quantile) {
        return values.length == 0 ? Double.NaN : Quantiles.nearestRank(values, quantile);
    }

    /** Fewest independent samples that give any two-sided 95 % interval of a quantile. */
    static int fewest(double quantile) {
        return Quantiles.fewestForInterval(quantile, LEVEL);
    }

    /** Bounds a page's work: some 5 ms a cell, by at least 1,000 resamples. */
    private static final int MOST_DRAWS = 1_000_000;

    /**
     * The intervals of quantiles, by resampling rounds and samples within them; none where the
     * samples are too few for it.
     *
     * @param key seeds the resampling: the same file always gives the same interval
     */
    static List<Optional<Interval>> intervals(CellKey key, double[][] rounds, double[] quantiles) {
        return BootstrapInterval.ofQuantiles(
                        rounds, quantiles, BootstrapInterval.seed(key.toString()), MOST_DRAWS)
                .stream()
                .map(found -> found.map(one -> new Interval(one.low(), one.high())))
                .toList();
    }

    /**
     * How many times as large one side is as the other.
     *
     * @param interval none from one round
     * @param bound share that no missed difference can exceed; infinite from one round
     */
    public record Ratio(double value, Optional<Interval> interval, double bound) {}

    /**
     * The ratio of pairs, one for each round: the reference's value, then the other's.
     *
     * @param key seeds the resampling
     */
    static Ratio ratio(CellKey key, List<double[]> pairs) {
        PairedRatio found =
                PairedRatio.of(
                        pairs.stream().mapToDouble(pair -> pair[0]).toArray(),
                        pairs.stream().mapToDouble(pair -> pair[1]).toArray(),
                        BootstrapInterval.seed(key.toString()));
        return new Ratio(
                found.ratio(),
                found.bounded()
                        ? Optional.of(new Interval(found.low(), found.high()))
                        : Optional.empty(),
                found.equivalenceBound());
    }

    /** A fitted straight line. */
    public record Line(double slope, double intercept) {
        /** The line's height over x. */
        public double at(double x) {
            return intercept + slope * x;
        }
    }

    /** The line through points of x and y by Theil and Sen; none without two different x. */
    public static Optional<Line> line(List<double[]> points) {
        if (points.stream().mapToDouble(point -> point[0]).distinct().count() < 2) {
            return Optional.empty();
        }
        int every = (points.size() + MOST_FITTED - 1) / MOST_FITTED;
        int count = (points.size() + every - 1) / every;
        double[] x = new double[count];
        double[] y = new double[count];
        for (int i = 0; i < count; i++) {
            x[i] = points.get(i * every)[0];
            y[i] = points.get(i * every)[1];
        }
        var fit = Slope.theilSen(x, y);
        return Optional.of(new Line(fit.slope(), fit.intercept()));
    }
}
