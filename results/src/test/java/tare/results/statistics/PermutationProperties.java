package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationProperties {

    /**
     * Ten rounds of 20 samples, a round's effect as large as their noise, no difference: pooled
     * ranks raise the alarm in half the runs, flipped rounds as often as they say.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {13, 31})
    void flippedRoundsRaiseFalseAlarmsAsOftenAsTheySay(long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        int runs = System.getenv("TARE_FULL") == null ? 400 : 8_000;
        int pooled = 0;
        int flipped = 0;
        for (int run = 0; run < runs; run++) {
            double[][] a = side(random);
            double[][] b = side(random);
            double[] differences = new double[a.length];
            for (int r = 0; r < a.length; r++) {
                differences[r] = Quantiles.median(b[r]) - Quantiles.median(a[r]);
            }
            flipped += SignFlip.of(differences, run).p() <= .05 ? 1 : 0;
            pooled += MannWhitney.of(all(a), all(b)).p() <= .05 ? 1 : 0;
        }
        double allowance = 4 * Math.sqrt(.05 * .95 / runs);
        double flippedShare = flipped / (double) runs;
        double pooledShare = pooled / (double) runs;
        assertTrue(Math.abs(flippedShare - .05) < allowance, "flipped " + flippedShare);
        assertTrue(pooledShare > .4, "pooled " + pooledShare);
    }

    private static double[][] side(RandomGenerator random) {
        double[][] rounds = new double[10][20];
        for (double[] round : rounds) {
            double effect = random.nextGaussian();
            Arrays.setAll(round, i -> 100 + effect + random.nextGaussian());
        }
        return rounds;
    }

    private static double[] all(double[][] rounds) {
        return Arrays.stream(rounds).flatMapToDouble(Arrays::stream).toArray();
    }
}
