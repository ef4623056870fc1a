package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Whether two sides differ, by reshuffling their labels inside each round: valid only where the
 * samples of a round could have come in any order. Where they resemble their neighbours, {@link
 * SignFlip} over rounds is the test.
 *
 * @param difference mean of b less mean of a, over all samples
 * @param p two-sided, above 0
 * @param extreme how many of the labellings tried are as extreme, the measured one included
 * @param tried how many were tried, the measured one included
 * @param exact whether that is all of them
 */
public record StratifiedPermutation(
        double difference, double p, int extreme, int tried, boolean exact) {

    /** More labellings than these are drawn. */
    static final int MOST_EXACT = 65_536;

    private static final int DRAWS = 9_999;

    /** The smallest p of drawn labellings. */
    static final double SMALLEST_DRAWN = 1.0 / (DRAWS + 1);

    private static final double ROUNDING = 1e-12;

    /**
     * Tests two sides.
     *
     * @param a one side, round by round; one round of all samples makes the plain permutation test
     * @param b the other side in the same rounds
     * @throws IllegalArgumentException if rounds differ in number or a side has no samples
     */
    public static StratifiedPermutation of(double[][] a, double[][] b, long seed) {
        int sizeA = Arrays.stream(a).mapToInt(round -> round.length).sum();
        int sizeB = Arrays.stream(b).mapToInt(round -> round.length).sum();
        if (a.length != b.length || sizeA == 0 || sizeB == 0) {
            throw new IllegalArgumentException("as many rounds on both sides, and samples");
        }
        double[][] pooled = new double[a.length][];
        double total = 0;
        double sumB = 0;
        double size = 0;
        for (int r = 0; r < a.length; r++) {
            pooled[r] = Arrays.copyOf(b[r], b[r].length + a[r].length);
            System.arraycopy(a[r], 0, pooled[r], b[r].length, a[r].length);
            total += Arrays.stream(pooled[r]).sum();
            sumB += Arrays.stream(b[r]).sum();
            size += Arrays.stream(pooled[r]).map(Math::abs).sum();
        }
        // The difference of means is linear in the sum of b: compare sums with their expectation.
        Sums sums = new Sums(pooled, b, total, sizeA, sizeB);
        double difference = sums.difference(sumB);
        double measured = Math.abs(difference) - ROUNDING * size;
        if (sums.labellings() <= MOST_EXACT) {
            double[] all = sums.all();
            int extreme = (int) Arrays.stream(all).filter(s -> sums.extreme(s, measured)).count();
            return new StratifiedPermutation(
                    difference, (double) extreme / all.length, extreme, all.length, true);
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int extreme = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            extreme += sums.extreme(sums.drawn(random), measured) ? 1 : 0;
        }
        return new StratifiedPermutation(
                difference, extreme / (DRAWS + 1.0), extreme, DRAWS + 1, false);
    }

    /** Sums of what is labelled b. */
    private static final class Sums {

        private final double[][] pooled;
        private final double[][] b;
        private final double total;
        private final int sizeA;
        private final int sizeB;

        Sums(double[][] pooled, double[][] b, double total, int sizeA, int sizeB) {
            this.pooled = pooled;
            this.b = b;
            this.total = total;
            this.sizeA = sizeA;
            this.sizeB = sizeB;
        }

        double difference(double sumB) {
            return sumB / sizeB - (total - sumB) / sizeA;
        }

        boolean extreme(double sumB, double measured) {
            return Math.abs(difference(sumB)) >= measured;
        }

        /** The number of labellings, or something above the most. */
        double labellings() {
            double product = 1;
            for (int r = 0; r < b.length; r++) {
                product *= choose(pooled[r].length, b[r].length);
            }
            return product;
        }

        double[] all() {
            double[] sums = {0};
            for (int r = 0; r < b.length; r++) {
                double[] ofRound = new double[(int) choose(pooled[r].length, b[r].length)];
                subsets(pooled[r], 0, b[r].length, 0, ofRound, 0);
                double[] more = new double[sums.length * ofRound.length];
                for (int i = 0; i < more.length; i++) {
                    more[i] = sums[i / ofRound.length] + ofRound[i % ofRound.length];
                }
                sums = more;
            }
            return sums;
        }

        double drawn(RandomGenerator random) {
            double sum = 0;
            for (int r = 0; r < b.length; r++) {
                double[] values = pooled[r];
                for (int i = 0; i < b[r].length; i++) {
                    int j = i + RoundSamples.below(values.length - i, random);
                    double chosen = values[j];
                    values[j] = values[i];
                    values[i] = chosen;
                    sum += chosen;
                }
            }
            return sum;
        }

        private static double choose(int n, int k) {
            double ways = 1;
            for (int i = 1; i <= k; i++) {
                ways = ways * (n - k + i) / i;
            }
            return Math.rint(ways);
        }

        /** Writes the sum of each choice of so many values; gives the next free place. */
        private static int subsets(
                double[] values, int from, int left, double sum, double[] into, int place) {
            if (left == 0) {
                into[place] = sum;
                return place + 1;
            }
            int next = place;
            for (int i = from; i + left <= values.length; i++) {
                next = subsets(values, i + 1, left - 1, sum + values[i], into, next);
            }
            return next;
        }
    }
}
