package tare.simulators.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import tare.results.statistics.Quantiles;
import tare.results.statistics.Slope;

/**
 * What so many instances cost, by a few: a line through the upper half of the few, round by round.
 *
 * <p>The first instances are left out of the slope, and the line does not go through nothing: they
 * take up what the kernel had put by for such a use, and bring in what all share, so that one of
 * them costs less, or more, than one more does later.
 */
final class MemoryLine {

    private static final String AVAILABLE = "memory.available";

    private record Line(double slope, double intercept) {
        double at(int instances) {
            return instances == 0 ? 0 : intercept + slope * instances;
        }
    }

    private final List<Line> lines;
    private final String name;

    private MemoryLine(List<Line> lines, String name) {
        this.lines = List.copyOf(lines);
        this.name = name;
    }

    /**
     * Fits it.
     *
     * @param curves of one experiment, round by round
     * @param most instances of them that are looked at, none above
     * @param metric whether memory is lost or taken
     * @param name for the draws of its intervals
     * @return empty if no round has nothing and two numbers of instances
     */
    static Optional<MemoryLine> of(
            NavigableMap<Integer, NavigableMap<Integer, Double>> curves,
            int most,
            String metric,
            String name) {
        List<Line> lines = new ArrayList<>();
        for (NavigableMap<Integer, Double> curve : curves.values()) {
            NavigableMap<Integer, Double> few = new TreeMap<>(curve.headMap(most, true));
            Double base = few.remove(0);
            if (base != null && few.size() >= 2) {
                NavigableMap<Integer, Double> upper =
                        new TreeMap<>(few.tailMap((few.lastKey() + 1) / 2, true));
                if (upper.size() < 2) {
                    upper.put(
                            few.lowerKey(few.lastKey()), few.lowerEntry(few.lastKey()).getValue());
                }
                lines.add(line(upper, base, metric.equals(AVAILABLE) ? -1 : 1));
            }
        }
        return lines.isEmpty() ? Optional.empty() : Optional.of(new MemoryLine(lines, name));
    }

    private static Line line(NavigableMap<Integer, Double> upper, double base, int sign) {
        double[] x = upper.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
        double[] y = upper.values().stream().mapToDouble(value -> sign * (value - base)).toArray();
        Slope slope = Slope.theilSen(x, y);
        return new Line(slope.slope(), slope.intercept());
    }

    /** What one more costs, by the median of the rounds. */
    double slope() {
        return Quantiles.median(lines.stream().mapToDouble(Line::slope).toArray());
    }

    /** The growth from some instances to others. */
    Estimate growth(int from, int to) {
        return each(line -> line.at(to) - line.at(from), "at " + to);
    }

    /** How many instances fit into some bytes; whole ones. */
    Estimate fitting(double bytes) {
        return each(
                line ->
                        line.slope() <= 0
                                ? Double.NaN
                                : Math.max(
                                        0, Math.floor((bytes - line.intercept()) / line.slope())),
                "fitting");
    }

    private Estimate each(ToDoubleFunction<Line> figure, String what) {
        return Estimate.ofRounds(lines.stream().mapToDouble(figure).toArray(), name + what);
    }
}
