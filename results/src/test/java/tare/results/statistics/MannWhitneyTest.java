package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class MannWhitneyTest {

    private static final double[] A = {10, 12, 12, 14, 15, 18};
    private static final double[] B = {12, 15, 17, 18, 19, 21};

    @Test
    void tiesAndContinuityCount() {
        MannWhitney test = MannWhitney.of(A, B);
        assertEquals(7, test.uA());
        assertEquals(29, test.uB());
        assertEquals(6.179144, test.sigma(), 5e-7);
        assertEquals(1.699265, test.z(), 5e-7);
        assertEquals(.0892693, test.p(), 5e-8);
        assertFalse(test.exact());
    }

    @Test
    void effectSizes() {
        MannWhitney test = MannWhitney.of(A, B);
        assertEquals(.6111, test.cliffDelta(), 5e-5);
        assertEquals(.8056, test.superiority(), 5e-5);
        assertEquals(MannWhitney.Magnitude.LARGE, test.magnitude());
        assertEquals(-test.cliffDelta(), MannWhitney.of(B, A).cliffDelta(), 1e-12);
        assertEquals(3.5, HodgesLehmann.shift(A, B));
        assertEquals(-3.5, HodgesLehmann.shift(B, A));
    }

    @Test
    void magnitudesHaveTheirBorders() {
        assertEquals(MannWhitney.Magnitude.NEGLIGIBLE, sized(.1));
        assertEquals(MannWhitney.Magnitude.SMALL, sized(.2));
        assertEquals(MannWhitney.Magnitude.MEDIUM, sized(-.4));
        assertEquals(MannWhitney.Magnitude.LARGE, sized(.5));
    }

    /** The smallest chances of three, four and five samples a side. */
    @Test
    void fewSamplesAreCounted() {
        assertEquals(.1, separated(3), 1e-12);
        assertEquals(.0286, separated(4), 5e-5);
        assertEquals(.0079, separated(5), 5e-5);
    }

    @Test
    void countedChancesAreThoseOfAllLabellings() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);
        for (int sizeA = 1; sizeA <= 6; sizeA++) {
            for (int sizeB = 1; sizeB <= 6; sizeB++) {
                double[] values = random.doubles(sizeA + sizeB).toArray();
                double[] a = Arrays.copyOf(values, sizeA);
                double[] b = Arrays.copyOfRange(values, sizeA, values.length);
                MannWhitney test = MannWhitney.of(a, b);
                assertTrue(test.exact());
                assertEquals(labellings(values, sizeA, test.uA()), test.p(), 1e-12);
            }
        }
    }

    @Test
    void equalValuesHaveChanceOne() {
        MannWhitney test = MannWhitney.of(new double[] {3, 3, 3}, new double[] {3, 3});
        assertEquals(1, test.p());
        assertEquals(0, test.z());
        assertEquals(0, test.cliffDelta());
    }

    @Test
    void sidesWithoutSamplesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> MannWhitney.of(new double[0], new double[1]));
    }

    @Test
    void largeSidesAreThinnedForTheirShift() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        double[] a = random.doubles(5_000).toArray();
        double[] b = Arrays.stream(a).map(v -> v + 10).toArray();
        assertEquals(10, HodgesLehmann.shift(a, b), .01);
    }

    private static MannWhitney.Magnitude sized(double delta) {
        return new MannWhitney((1 - delta) * 50, (1 + delta) * 50, 1, 0, 1, false, 10, 10)
                .magnitude();
    }

    private static double separated(int size) {
        double[] low = new double[size];
        double[] high = new double[size];
        Arrays.setAll(low, i -> i);
        Arrays.setAll(high, i -> size + i);
        return MannWhitney.of(low, high).p();
    }

    /** Share of labellings whose U lies as far from the middle. */
    private static double labellings(double[] values, int sizeA, double uA) {
        double middle = sizeA * (values.length - sizeA) / 2.0;
        int extreme = 0;
        int all = 0;
        for (int mask = 0; mask < 1 << values.length; mask++) {
            if (Integer.bitCount(mask) != sizeA) {
                continue;
            }
            double u = 0;
            for (int i = 0; i < values.length; i++) {
                for (int j = 0; j < values.length; j++) {
                    boolean pair = (mask >> i & 1) == 1 && (mask >> j & 1) == 0;
                    u += pair && values[i] > values[j] ? 1 : 0;
                }
            }
            all++;
            extreme += Math.abs(u - middle) >= Math.abs(uA - middle) ? 1 : 0;
        }
        return (double) extreme / all;
    }
}
