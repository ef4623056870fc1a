package tare.results.statistics;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * p values of many tests, so adjusted that each may be compared with alpha alone. The order of the
 * arrays is kept.
 */
public final class Adjusted {

    private Adjusted() {}

    /**
     * Holm, 1979: the chance of even one false alarm among all tests stays below alpha, whatever
     * their dependence. For a gate.
     *
     * @param p each between 0 and 1
     */
    public static double[] holm(double... p) {
        int[] order = ascending(p);
        double[] adjusted = new double[p.length];
        double most = 0;
        for (int i = 0; i < order.length; i++) {
            most = Math.max(most, Math.min(1, (p.length - i) * p[order[i]]));
            adjusted[order[i]] = most;
        }
        return adjusted;
    }

    /**
     * Benjamini and Hochberg, 1995: the expected share of false alarms among all alarms stays below
     * alpha. For exploration.
     *
     * @param p each between 0 and 1
     */
    public static double[] benjaminiHochberg(double... p) {
        int[] order = ascending(p);
        double[] adjusted = new double[p.length];
        double least = 1;
        for (int i = order.length - 1; i >= 0; i--) {
            least = Math.min(least, p.length * p[order[i]] / (i + 1));
            adjusted[order[i]] = least;
        }
        return adjusted;
    }

    private static int[] ascending(double[] p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new IllegalArgumentException("p value " + value);
            }
        }
        return IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
