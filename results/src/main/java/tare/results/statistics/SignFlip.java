package tare.results.statistics;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Whether paired rounds differ at all: if the sides did not, each round's difference might as well
 * have the other sign. The statistic is the sum's size; all flips are tried for up to 16 rounds,
 * 9,999 random ones for more (Phipson and Smyth, "Permutation P-values Should Never Be Zero",
 * 2010).
 *
 * @param p two-sided, above 0
 * @param extreme how many of the flips tried are as extreme as what was measured, itself included
 * @param tried how many flips were tried, itself included
 * @param exact whether that is all of them
 */
public record SignFlip(double p, int extreme, int tried, boolean exact) {

    private static final int MOST_EXACT_ROUNDS = 16;
    private static final int DRAWS = 9_999;

    /** Sums of the same terms in another order differ by rounding. */
    private static final double ROUNDING = 1e-12;

    /**
     * Flips signs.
     *
     * @param differences one per round, for example {@link PairedRatio#logRatios}
     * @throws IllegalArgumentException for none
     */
    public static SignFlip of(double[] differences, long seed) {
        int rounds = differences.length;
        if (rounds == 0) {
            throw new IllegalArgumentException("no rounds");
        }
        double size = Arrays.stream(differences).map(Math::abs).sum();
        double measured = Math.abs(Arrays.stream(differences).sum()) - ROUNDING * size;
        if (rounds <= MOST_EXACT_ROUNDS) {
            int all = 1 << rounds;
            int extreme = exact(differences, measured);
            return new SignFlip((double) extreme / all, extreme, all, true);
        }
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int extreme = 1;
        for (int draw = 0; draw < DRAWS; draw++) {
            extreme += Math.abs(flipped(differences, random)) >= measured ? 1 : 0;
        }
        return new SignFlip(extreme / (DRAWS + 1.0), extreme, DRAWS + 1, false);
    }

    /** The smallest p that so many rounds can give, whatever the difference. */
    public static double smallest(int rounds) {
        return rounds <= MOST_EXACT_ROUNDS ? 2.0 / (1 << rounds) : 1 / (DRAWS + 1.0);
    }

    /** The fewest rounds whose {@link #smallest} is at most alpha. */
    public static int fewestRounds(double alpha) {
        int rounds = 1;
        while (rounds <= MOST_EXACT_ROUNDS && smallest(rounds) > alpha) {
            rounds++;
        }
        return rounds;
    }

    private static int exact(double[] differences, double measured) {
        // The first sign stays: flipping all of them changes nothing but the sum's sign.
        int extreme = 0;
        for (int signs = 0; signs < 1 << (differences.length - 1); signs++) {
            double sum = differences[0];
            for (int r = 1; r < differences.length; r++) {
                sum += (signs >> (r - 1) & 1) == 0 ? differences[r] : -differences[r];
            }
            extreme += Math.abs(sum) >= measured ? 2 : 0;
        }
        return extreme;
    }

    private static double flipped(double[] differences, RandomGenerator random) {
        double sum = 0;
        long bits = 0;
        for (int r = 0; r < differences.length; r++) {
            bits = (r & 63) == 0 ? random.nextLong() : bits >>> 1;
            sum += (bits & 1) == 0 ? differences[r] : -differences[r];
        }
        return sum;
    }
}
