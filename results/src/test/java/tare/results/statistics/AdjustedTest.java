package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AdjustedTest {

    private static final double[] EIGHT = {.005, .009, .019, .022, .051, .101, .361, .387};

    @Test
    void holm() {
        assertArrayEquals(
                new double[] {.04, .063, .114, .114, .204, .303, .722, .722},
                Adjusted.holm(EIGHT),
                1e-12);
        assertArrayEquals(
                new double[] {.04, .06, .06, .06}, Adjusted.holm(.01, .02, .03, .04), 1e-12);
    }

    @Test
    void benjaminiHochberg() {
        assertArrayEquals(
                new double[] {.036, .036, .044, .044, .0816, .101 * 8 / 6, .387, .387},
                Adjusted.benjaminiHochberg(EIGHT),
                1e-12);
        assertArrayEquals(
                new double[] {.04, .04, .04, .04},
                Adjusted.benjaminiHochberg(.01, .02, .03, .04),
                1e-12);
    }

    @Test
    void orderOfTheTestsIsKept() {
        assertArrayEquals(new double[] {.06, .04, .06}, Adjusted.holm(.03, .04 / 3, .04), 1e-12);
        assertArrayEquals(
                new double[] {.04, .03, .04}, Adjusted.benjaminiHochberg(.03, .01, .04), 1e-12);
    }

    @Test
    void noneAreNoneAndOneIsItself() {
        assertEquals(0, Adjusted.holm().length);
        assertEquals(0, Adjusted.benjaminiHochberg().length);
        assertArrayEquals(new double[] {.3}, Adjusted.holm(.3));
        assertThrows(IllegalArgumentException.class, () -> Adjusted.holm(1.1));
        assertThrows(IllegalArgumentException.class, () -> Adjusted.holm(Double.NaN));
    }

    /** Samples per side for sd / effect of 0.5, 1, 2, 4 at 5 % and a power of 0.8. */
    @Test
    void samplesThatAnEffectNeeds() {
        assertEquals(4, Detectable.perSide(.5, 1, .05, .8));
        assertEquals(16, Detectable.perSide(1, 1, .05, .8));
        assertEquals(63, Detectable.perSide(2, 1, .05, .8));
        assertEquals(252, Detectable.perSide(4, 1, .05, .8));
    }

    @Test
    void effectAndRoundsAreEachOthersInverse() {
        assertEquals((1.959964 + .841621) * .1 / 4, Detectable.effect(.1, 16, .05, .8), 1e-7);
        int rounds = Detectable.rounds(.1, .05, .01, .95);
        assertEquals(72, rounds);
        assertEquals(.05, Detectable.effect(.1, rounds, .01, .95), .001);
        assertEquals(1, Detectable.rounds(0, .05, .01, .95));
        assertEquals(Integer.MAX_VALUE, Detectable.rounds(1, 1e-9, .01, .95));
    }
}
