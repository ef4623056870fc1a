package tare.results.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The rank test of Mann and Whitney, with ties and the correction for continuity (commons-math3 has
 * neither). For independent samples only: pooled over rounds that resemble themselves it gives far
 * too many false alarms.
 *
 * @param uA pairs in which a is the larger, ties by half
 * @param uB pairs in which b is the larger, ties by half
 * @param sigma standard deviation of either without a difference
 * @param z distance from the expectation in sigmas, at least 0; 0 where all values are equal
 * @param p two-sided
 * @param exact whether p was counted: both sides up to 20, no ties
 * @param countA number of samples of a
 * @param countB number of samples of b
 */
public record MannWhitney(
        double uA,
        double uB,
        double sigma,
        double z,
        double p,
        boolean exact,
        int countA,
        int countB) {

    private static final int MOST_EXACT = 20;

    /** How large Cliff's delta is called: Romano and others, 2006. */
    public enum Magnitude {
        NEGLIGIBLE,
        SMALL,
        MEDIUM,
        LARGE
    }

    /**
     * Tests two sides.
     *
     * @param a and b: at least one sample each
     */
    public static MannWhitney of(double[] a, double[] b) {
        if (a.length == 0 || b.length == 0) {
            throw new IllegalArgumentException("a side without samples");
        }
        double[] pooled = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, pooled, a.length, b.length);
        Arrays.sort(pooled);
        double tied = 0;
        double rankSumA = 0;
        double[] sortedA = a.clone();
        Arrays.sort(sortedA);
        int nextA = 0;
        for (int i = 0; i < pooled.length; ) {
            int j = i;
            while (j < pooled.length && pooled[j] == pooled[i]) {
                j++;
            }
            double t = j - i;
            tied += t * t * t - t;
            while (nextA < sortedA.length && sortedA[nextA] == pooled[i]) {
                rankSumA += (i + 1 + j) / 2.0;
                nextA++;
            }
            i = j;
        }
        return of(a.length, b.length, rankSumA, tied);
    }

    private static MannWhitney of(int sizeA, int sizeB, double rankSumA, double tied) {
        double n = (double) sizeA + sizeB;
        double pairs = (double) sizeA * sizeB;
        double uA = rankSumA - sizeA * (sizeA + 1.0) / 2;
        double sigma = StrictMath.sqrt(pairs / 12 * (n + 1 - tied / (n * (n - 1))));
        double z = sigma > 0 ? Math.max(0, Math.abs(uA - pairs / 2) - .5) / sigma : 0;
        boolean exact = tied == 0 && sizeA <= MOST_EXACT && sizeB <= MOST_EXACT;
        double p =
                exact
                        ? exact(sizeA, sizeB, (int) Math.min(uA, pairs - uA))
                        : 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-z);
        return new MannWhitney(uA, pairs - uA, sigma, z, Math.min(1, p), exact, sizeA, sizeB);
    }

    /** Cliff's delta: the share of pairs in which b is larger, less that in which a is; -1 to 1. */
    public double cliffDelta() {
        return (uB - uA) / ((double) countA * countB);
    }

    /** The chance that a sample of b is larger than one of a, ties by half (Vargha, Delaney). */
    public double superiority() {
        return (1 + cliffDelta()) / 2;
    }

    /** How large the delta is called. On a quiet host a change of 0.1 % is already large. */
    public Magnitude magnitude() {
        double size = Math.abs(cliffDelta());
        return size < .147
                ? Magnitude.NEGLIGIBLE
                : size < .33 ? Magnitude.SMALL : size < .474 ? Magnitude.MEDIUM : Magnitude.LARGE;
    }

    /**
     * Twice P(U <= u). A labelling of the ranks is a choice of sizeA numbers from 0 to sizeB, in
     * order: how many of b's values lie below each of a's; U is their sum.
     */
    private static double exact(int sizeA, int sizeB, int u) {
        double[][] ways = new double[sizeA + 1][sizeA * sizeB + 1];
        for (double[] withSoMany : ways) {
            withSoMany[0] = 1;
        }
        for (int below = 1; below <= sizeB; below++) {
            for (int i = 1; i <= sizeA; i++) {
                for (int sum = below; sum < ways[i].length; sum++) {
                    ways[i][sum] += ways[i - 1][sum - below];
                }
            }
        }
        double all = Arrays.stream(ways[sizeA]).sum();
        return 2 * Arrays.stream(ways[sizeA], 0, u + 1).sum() / all;
    }
}
