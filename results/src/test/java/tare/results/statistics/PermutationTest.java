package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PermutationTest {

    private static final double[][] A = {{10, 12}, {12, 14}, {15, 18}};
    private static final double[][] B = {{12, 15}, {17, 18}, {19, 21}};

    @Test
    void allFlipsOfEightRounds() {
        SignFlip same = SignFlip.of(new double[] {.05, .03, .04, .01, .06, .02, .03, .04}, 1);
        assertEquals(new SignFlip(2 / 256.0, 2, 256, true), same);
        SignFlip one = SignFlip.of(new double[] {.05, .03, .04, -.01, .06, .02, .03, .04}, 1);
        assertEquals(new SignFlip(4 / 256.0, 4, 256, true), one);
    }

    @Test
    void smallestChancesAndTheRoundsTheyNeed() {
        assertEquals(.0625, SignFlip.smallest(5));
        assertEquals(.03125, SignFlip.smallest(6));
        assertEquals(.0078, SignFlip.smallest(8), 5e-5);
        assertEquals(.00195, SignFlip.smallest(10), 5e-6);
        assertEquals(1e-4, SignFlip.smallest(17));
        assertEquals(8, SignFlip.fewestRounds(.01));
        assertEquals(11, SignFlip.fewestRounds(.05 / 50));
        assertEquals(1, SignFlip.fewestRounds(1));
    }

    @Test
    void manyRoundsAreDrawnAndNeverGiveZero() {
        double[] shifted = new double[30];
        Arrays.setAll(shifted, r -> 1 + r * .01);
        SignFlip drawn = SignFlip.of(shifted, 1);
        assertEquals(new SignFlip(1e-4, 1, 10_000, false), drawn);
        assertEquals(drawn, SignFlip.of(shifted, 1));
        double[] none = new double[30];
        Arrays.setAll(none, r -> r % 2 == 0 ? r + 1 : -r);
        assertTrue(SignFlip.of(none, 1).p() > .5);
    }

    @Test
    void drawnFlipsComeCloseToAllOfThem() {
        double[] sixteen = new double[16];
        Arrays.setAll(sixteen, r -> (r * 7 % 16 - 5) * .01);
        double exact = SignFlip.of(sixteen, 1).p();
        // A seventeenth round without a difference changes no chance, but makes it a draw.
        double drawn = SignFlip.of(Arrays.copyOf(sixteen, 17), 3).p();
        assertEquals(exact, drawn, 4 * Math.sqrt(exact * (1 - exact) / 9_999));
    }

    @Test
    void noDifferenceHasChanceOne() {
        assertEquals(1, SignFlip.of(new double[9], 1).p());
        assertThrows(IllegalArgumentException.class, () -> SignFlip.of(new double[0], 1));
    }

    @Test
    void labelsAreReshuffledInsideRounds() {
        StratifiedPermutation within = StratifiedPermutation.of(A, B, 1);
        assertEquals(new StratifiedPermutation(3.5, 4 / 216.0, 4, 216, true), within);
        assertEquals(.0185, within.p(), 5e-5);
        StratifiedPermutation pooled =
                StratifiedPermutation.of(
                        new double[][] {{10, 12, 12, 14, 15, 18}},
                        new double[][] {{12, 15, 17, 18, 19, 21}},
                        1);
        assertEquals(new StratifiedPermutation(3.5, 86 / 924.0, 86, 924, true), pooled);
        assertEquals(.0931, pooled.p(), 5e-5);
    }

    @Test
    void drawnLabelsComeCloseToAllOfThem() {
        double[][] a = {{10, 12}, {12, 14}, {15, 18}, {1, 2}, {7, 3}, {4, 5}, {5, 2}};
        double[][] b = {{12, 15}, {17, 18}, {19, 21}, {1, 3}, {4, 4}, {6, 2}, {1, 9}};
        // 6^7 labellings are too many to try; 6^6 are not, and equal samples add nothing.
        StratifiedPermutation exact =
                StratifiedPermutation.of(Arrays.copyOf(a, 6), Arrays.copyOf(b, 6), 1);
        assertTrue(exact.exact());
        a[6] = new double[] {5, 5};
        b[6] = new double[] {5, 5};
        StratifiedPermutation drawn = StratifiedPermutation.of(a, b, 2);
        assertEquals(10_000, drawn.tried());
        assertEquals(exact.p(), drawn.p(), 4 * Math.sqrt(exact.p() / 9_999));
    }

    @Test
    void sidesWithoutSamplesAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> StratifiedPermutation.of(new double[][] {{}}, new double[][] {{1}}, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> StratifiedPermutation.of(new double[2][1], new double[3][1], 1));
    }
}
