package tare.results.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.commons.math3.distribution.TDistribution;

/** Where a series of results changed its level. Not for one change against one base: use rounds. */
public final class ChangePoints {

    /** Fewer values cannot tell a change from noise. */
    public static final int FEWEST_VALUES = 10;

    /** Bounds the distances' memory to 8 MB. */
    private static final int MOST_VALUES = 1_000;

    private static final int PERMUTATIONS = 199;
    private static final int WINDOW = 50;
    private static final int STEP = WINDOW / 2;

    /** How much weaker a change may be when first found in a window, before its neighbours. */
    private static final double FIRST_PASS = 10;

    private ChangePoints() {}

    /**
     * E-divisive: splits where segments diverge most, as long as so large a divergence is rare
     * among permutations inside the segments.
     *
     * @param values 10 to 1,000, oldest first
     * @param alpha a split with a larger p ends the search, for example 0.05; the smallest p is
     *     0.005
     */
    public static List<ChangePoint> byPermutation(double[] values, double alpha, long seed) {
        check(values, MOST_VALUES);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        TreeSet<Integer> found = new TreeSet<>();
        double[] p = new double[values.length];
        while (true) {
            int[] borders = borders(found, values.length);
            int start = -1;
            EnergySplit best = new EnergySplit(0, 0, Double.NEGATIVE_INFINITY);
            for (int s = 0; s + 1 < borders.length; s++) {
                EnergySplit split =
                        EnergySplit.best(Arrays.copyOfRange(values, borders[s], borders[s + 1]));
                if (split.q() > best.q()) {
                    best = split;
                    start = borders[s];
                }
            }
            if (start < 0) {
                return described(values, found, p);
            }
            double chance = chance(values, borders, best.q(), random);
            if (chance > alpha) {
                return described(values, found, p);
            }
            found.add(start + best.index());
            p[start + best.index()] = chance;
        }
    }

    /**
     * The windowed form of Hunter (Fleming and others, ICPE 2023), now Apache Otava: splits within
     * windows of 50 values, half overlapping, tested by Student's t, which needs no permutations;
     * then the weakest change is dropped as long as one is too weak.
     *
     * @param values at least 10, oldest first
     * @param alpha largest p of a change, for example 0.001
     * @param leastShare smallest change as a share of the level before, for example 0.03
     */
    public static List<ChangePoint> windowed(double[] values, double alpha, double leastShare) {
        check(values, Integer.MAX_VALUE);
        TreeSet<Integer> found = new TreeSet<>();
        for (int from = 0; from == 0 || from + STEP < values.length; from += STEP) {
            int to = Math.min(values.length, from + WINDOW);
            split(values, from, to, alpha * FIRST_PASS, found);
        }
        while (true) {
            double[] p = tested(values, found);
            List<ChangePoint> changes = described(values, found, p);
            ChangePoint weakest = null;
            for (ChangePoint change : changes) {
                boolean weak = change.p() > alpha || Math.abs(change.share()) < leastShare;
                if (weak && (weakest == null || change.p() > weakest.p())) {
                    weakest = change;
                }
            }
            if (weakest == null) {
                return changes;
            }
            found.remove(weakest.index());
        }
    }

    /** Student's t with equal variances: the two-sided p of a difference of means. */
    static double studentP(double[] a, double[] b) {
        double freedom = a.length + b.length - 2.0;
        if (freedom < 1) {
            return 1;
        }
        double spread = (squares(a) + squares(b)) / freedom;
        double difference = Math.abs(mean(a) - mean(b));
        if (spread == 0) {
            return difference == 0 ? 1 : 0;
        }
        double t = difference / StrictMath.sqrt(spread * (1.0 / a.length + 1.0 / b.length));
        return 2 * new TDistribution(null, freedom).cumulativeProbability(-t);
    }

    private static void split(
            double[] values, int from, int to, double alpha, NavigableSet<Integer> found) {
        if (to - from < 2) {
            return;
        }
        int at = from + EnergySplit.best(Arrays.copyOfRange(values, from, to)).index();
        double p =
                studentP(Arrays.copyOfRange(values, from, at), Arrays.copyOfRange(values, at, to));
        if (p <= alpha) {
            found.add(at);
            split(values, from, at, alpha, found);
            split(values, at, to, alpha, found);
        }
    }

    private static double[] tested(double[] values, NavigableSet<Integer> found) {
        double[] p = new double[values.length];
        int[] borders = borders(found, values.length);
        for (int s = 1; s + 1 < borders.length; s++) {
            p[borders[s]] =
                    studentP(
                            Arrays.copyOfRange(values, borders[s - 1], borders[s]),
                            Arrays.copyOfRange(values, borders[s], borders[s + 1]));
        }
        return p;
    }

    private static double chance(double[] values, int[] borders, double q, RandomGenerator random) {
        int extreme = 1;
        for (int i = 0; i < PERMUTATIONS; i++) {
            boolean reached = false;
            for (int s = 0; s + 1 < borders.length; s++) {
                double[] shuffled = Arrays.copyOfRange(values, borders[s], borders[s + 1]);
                shuffle(shuffled, random);
                reached = reached || EnergySplit.best(shuffled).q() >= q;
            }
            extreme += reached ? 1 : 0;
        }
        return extreme / (PERMUTATIONS + 1.0);
    }

    private static void shuffle(double[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = RoundSamples.below(i + 1, random);
            double kept = values[i];
            values[i] = values[j];
            values[j] = kept;
        }
    }

    private static List<ChangePoint> described(
            double[] values, NavigableSet<Integer> found, double[] p) {
        int[] borders = borders(found, values.length);
        List<ChangePoint> changes = new ArrayList<>();
        for (int s = 1; s + 1 < borders.length; s++) {
            changes.add(
                    new ChangePoint(
                            borders[s],
                            mean(Arrays.copyOfRange(values, borders[s - 1], borders[s])),
                            mean(Arrays.copyOfRange(values, borders[s], borders[s + 1])),
                            p[borders[s]]));
        }
        return List.copyOf(changes);
    }

    private static int[] borders(NavigableSet<Integer> found, int length) {
        TreeSet<Integer> borders = new TreeSet<>(found);
        borders.add(0);
        borders.add(length);
        return borders.stream().mapToInt(Integer::intValue).toArray();
    }

    private static void check(double[] values, int most) {
        if (values.length < FEWEST_VALUES || values.length > most) {
            throw new IllegalArgumentException(
                    values.length + " values, not " + FEWEST_VALUES + " to " + most);
        }
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    private static double squares(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }
}
