package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PairedRatioProperties {

    private static final boolean FULL = System.getenv("TARE_FULL") != null;

    /**
     * Rounds share an effect five times as large as their own noise, which is normal or the
     * difference of two skewed ones. The binomial allowance is four standard errors, so that an
     * interval of 90 % would be seen.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {6, 28})
    void intervalsHoldTheTruthAsOftenAsTheySay(long seed) {
        int runs = FULL ? 4_000 : 60;
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (boolean skewed : new boolean[] {false, true}) {
            for (int rounds : new int[] {4, 6, 8, 12, 20}) {
                int held = 0;
                for (int run = 0; run < runs; run++) {
                    PairedRatio ratio = measured(random, rounds, skewed, seed + run);
                    held += ratio.low() <= 1.2 && 1.2 <= ratio.high() ? 1 : 0;
                }
                double share = held / (double) runs;
                double allowance = 4 * Math.sqrt(.95 * .05 / runs) + .01;
                assertTrue(
                        share > .95 - allowance && share < .98 + allowance,
                        share + " of 0.95 with " + rounds + " rounds, skewed " + skewed);
            }
        }
    }

    private static PairedRatio measured(
            RandomGenerator random, int rounds, boolean skewed, long seed) {
        double[] reference = new double[rounds];
        double[] other = new double[rounds];
        for (int r = 0; r < rounds; r++) {
            double level = 1000 * Math.exp(.5 * random.nextGaussian());
            reference[r] = level * Math.exp(.1 * noise(random, skewed));
            other[r] = 1.2 * level * Math.exp(.1 * noise(random, skewed));
        }
        return PairedRatio.of(reference, other, seed);
    }

    private static double noise(RandomGenerator random, boolean skewed) {
        double normal = random.nextGaussian();
        return skewed ? Math.exp(.8 * normal) : normal;
    }
}
