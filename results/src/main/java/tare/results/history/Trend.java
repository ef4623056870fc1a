package tare.results.history;

import java.util.List;
import tare.results.model.CellKey;
import tare.results.model.Direction;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.ChangePoint;
import tare.results.statistics.ChangePoints;

/**
 * One figure of one host over time.
 *
 * @param fingerprint of the host
 * @param hostLine what kind of host it is
 * @param key of the cell
 * @param quantile strictly between 0 and 1
 * @param method of the experiment: figures of different methods are different figures
 * @param points oldest first, at least one
 * @param changes where the level changed, oldest first
 */
public record Trend(
        String fingerprint,
        String hostLine,
        CellKey key,
        double quantile,
        int method,
        List<Point> points,
        List<ChangePoint> changes) {

    /** Searching all places of all windows of longer series takes too long for a first answer. */
    public static final int MOST_POINTS = 1_000;

    /**
     * A result's figure.
     *
     * @param createdAt when the run began, ISO 8601 in UTC
     * @param id of the result
     * @param version of Tare
     * @param value in the metric's unit
     */
    public record Point(String createdAt, String id, String version, double value) {}

    /** How changes are looked for. */
    public enum Way {
        /** Student's t in windows of 50: fast, and the same on every machine. */
        WINDOWED,
        /** E-divisive over the whole series, by permutation. */
        E_DIVISIVE
    }

    /**
     * When a change is one.
     *
     * @param alpha largest p
     * @param leastShare smallest change as a share of the level before
     */
    public record Sought(Way way, double alpha, double leastShare) {}

    public Trend {
        points = List.copyOf(points);
        changes = List.copyOf(changes);
    }

    /** The same with its changes; none for fewer than ten points. */
    Trend searched(Sought sought) {
        if (!longEnough()) {
            return this;
        }
        double[] values = points.stream().mapToDouble(Point::value).toArray();
        List<ChangePoint> found =
                switch (sought.way()) {
                    case WINDOWED ->
                            ChangePoints.windowed(values, sought.alpha(), sought.leastShare());
                    case E_DIVISIVE ->
                            ChangePoints.byPermutation(
                                            values,
                                            sought.alpha(),
                                            BootstrapInterval.seed("trend " + key))
                                    .stream()
                                    .filter(c -> Math.abs(c.share()) >= sought.leastShare())
                                    .toList();
                };
        return new Trend(fingerprint, hostLine, key, quantile, method, points, found);
    }

    /** Whether there are enough points to tell a change from noise. */
    public boolean longEnough() {
        return points.size() >= ChangePoints.FEWEST_VALUES;
    }

    /** Whether a change was for the worse; a metric that does not judge never is. */
    public boolean worse(ChangePoint change) {
        return switch (key.metric().direction()) {
            case LOWER_IS_BETTER -> change.after() > change.before();
            case HIGHER_IS_BETTER -> change.after() < change.before();
            case NEUTRAL -> false;
        };
    }

    /**
     * Whether the level of today is worse than the one before it, and began within so many of the
     * newest points.
     */
    public boolean worsened(int newest) {
        if (changes.isEmpty() || key.metric().direction() == Direction.NEUTRAL) {
            return false;
        }
        ChangePoint last = changes.get(changes.size() - 1);
        return worse(last) && points.size() - last.index() <= newest;
    }
}
