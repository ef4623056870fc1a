package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class RatioTestTest {

    @Test
    void unpairedSidesHoldTheTruth() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(8);
        int runs = System.getenv("TARE_FULL") == null ? 60 : 3_000;
        for (int[] sizes : new int[][] {{4, 5}, {8, 8}, {6, 20}}) {
            int held = 0;
            int alarms = 0;
            for (int run = 0; run < runs; run++) {
                double[] a = side(random, sizes[0], 1);
                double[] b = side(random, sizes[1], 1.3);
                RatioTest test = RatioTest.unpaired(a, b, run);
                held += test.low() <= 1.3 && 1.3 <= test.high() ? 1 : 0;
                alarms += RatioTest.unpaired(a, side(random, sizes[1], 1), run).p() <= .05 ? 1 : 0;
            }
            double error = 4 * Math.sqrt(.05 * .95 / runs) + .015;
            assertEquals(.95, held / (double) runs, error, Arrays.toString(sizes));
            assertEquals(.05, alarms / (double) runs, error, Arrays.toString(sizes));
        }
    }

    /** One round in 20 is three times as slow on one of the sides. */
    @Test
    void disturbedRoundsDoNotDecide() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(18);
        int runs = System.getenv("TARE_FULL") == null ? 60 : 3_000;
        for (double disturbed : new double[] {0, .05}) {
            int held = 0;
            int alarms = 0;
            double width = 0;
            for (int run = 0; run < runs; run++) {
                double[] a = disturbed(side(random, 12, 1), disturbed, random);
                double[] b = disturbed(side(random, 12, 1), disturbed, random);
                RatioTest test = RatioTest.paired(a, b, run);
                held += test.low() <= 1 && 1 <= test.high() ? 1 : 0;
                alarms += test.p() <= .05 ? 1 : 0;
                width += Math.log(test.high() / test.low()) / runs;
            }
            double error = 4 * Math.sqrt(.05 * .95 / runs) + .015;
            assertEquals(.95, held / (double) runs, error);
            assertEquals(.05, alarms / (double) runs, error);
            assertTrue(width < .2, "width " + width);
        }
    }

    private static double[] disturbed(double[] side, double share, RandomGenerator random) {
        return Arrays.stream(side).map(v -> random.nextDouble() < share ? 3 * v : v).toArray();
    }

    @Test
    void equalValuesHaveNoWidth() {
        RatioTest test = RatioTest.unpaired(new double[] {2, 2, 2}, new double[] {4, 4, 4}, 1);
        assertEquals(2, test.low(), 1e-12);
        assertEquals(2, test.high(), 1e-12);
        // 2 of 20 labellings.
        assertEquals(.1, test.p(), 1e-12);
        assertEquals(.1, test.smallestP(), 1e-12);
    }

    @Test
    void manyRoundsAreDrawn() {
        double[] a = new double[12];
        Arrays.setAll(a, i -> 100 + i);
        RatioTest test = RatioTest.unpaired(a, a, 1);
        assertEquals(1e-4, test.smallestP());
        assertEquals(1, test.ratio(), 1e-12);
        assertTrue(test.p() > .9);
    }

    @Test
    void detectableEffectIsThatOfTheError() {
        RatioTest test =
                RatioTest.paired(
                        new double[] {100, 100, 100, 100}, new double[] {101, 99, 102, 100}, 1);
        double expected = Math.exp((1.959964 + .841621) * test.logError()) - 1;
        assertEquals(expected, test.detectable(.05, .8), 1e-8);
    }

    /** Injected shifts of S95 fail in about 95 % of runs, with noise of unknown size; 16 rounds. */
    @Test
    void shiftsOfS95Fail() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(12);
        int runs = System.getenv("TARE_FULL") == null ? 100 : 2_000;
        double sum = 0;
        for (int run = 0; run < runs; run++) {
            double[] logs = new double[16];
            Arrays.setAll(logs, r -> .05 * random.nextGaussian());
            sum += Sensitivity.paired(logs, new Sensitivity.Rule(Math.log(1.03), .01, true), run);
        }
        double shift = Math.log(1 + sum / runs);
        int failed = 0;
        for (int run = 0; run < runs; run++) {
            double[] logs = new double[16];
            Arrays.setAll(logs, r -> shift + .05 * random.nextGaussian());
            PairedRatio ratio = PairedRatio.ofLogs(logs, run);
            failed += ratio.low() > 1.03 && SignFlip.of(logs, run).p() <= .01 ? 1 : 0;
        }
        assertEquals(.955, failed / (double) runs, 4 * Math.sqrt(.05 * .95 / runs) + .01);
        assertTrue(shift < Math.log(1.03) + 4 * .05 / Math.sqrt(16), "S95 " + shift);
    }

    @Test
    void roundsNeededFollowTheRoot() {
        int needed = Sensitivity.rounds(.01, 10, Math.log(1.03), 0, .05, .01);
        // ((1.960 + 1.645) 0.01 / (ln 1.05 - ln 1.03))^2 * 10.
        assertEquals(36, needed, 1);
        assertEquals(8, Sensitivity.rounds(1e-6, 10, Math.log(1.03), 0, .05, .01));
        assertEquals(Integer.MAX_VALUE, Sensitivity.rounds(.01, 10, Math.log(1.06), 0, .05, .01));
    }

    private static double[] side(RandomGenerator random, int rounds, double centre) {
        return random.doubles(rounds).map(u -> centre * Math.exp(.2 * (u - .5))).toArray();
    }
}
