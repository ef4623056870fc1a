package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTest {

    private static final double[] SERIES = {10, 11, 9, 10, 10, 11, 14, 15, 14, 13, 15, 14};

    @Test
    void divergenceOfEachSplit() {
        double[] expected = {
            2.3, 2.2593, 5.4167, 9.4762, 14.8889, 18.8, 12.75, 7.381, 4.0417, 3.8889, 1.9333
        };
        for (int split = 1; split <= 11; split++) {
            assertEquals(expected[split - 1], EnergySplit.q(SERIES, split, 12), 5e-5);
        }
        EnergySplit best = EnergySplit.best(SERIES);
        assertEquals(6, best.index());
        assertEquals(12, best.end());
        assertEquals(18.8, best.q(), 1e-9);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void theBestSplitIsTheBestOfAll(long seed) {
        double[] values =
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed).doubles(25).toArray();
        double most = Double.NEGATIVE_INFINITY;
        for (int end = 2; end <= values.length; end++) {
            for (int split = 1; split < end; split++) {
                most = Math.max(most, EnergySplit.q(values, split, end));
            }
        }
        EnergySplit best = EnergySplit.best(values);
        assertEquals(most, best.q(), 1e-9);
        assertEquals(most, EnergySplit.q(values, best.index(), best.end()), 1e-9);
    }

    @Test
    void studentsTest() {
        assertEquals(
                3.38e-6,
                ChangePoints.studentP(Arrays.copyOf(SERIES, 6), Arrays.copyOfRange(SERIES, 6, 12)),
                5e-9);
        assertEquals(1, ChangePoints.studentP(new double[] {1}, new double[] {2}));
        assertEquals(1, ChangePoints.studentP(new double[] {1, 1}, new double[] {1, 1}));
        assertEquals(0, ChangePoints.studentP(new double[] {1, 1}, new double[] {2, 2}));
    }

    @Test
    void bothFormsFindTheChange() {
        for (List<ChangePoint> changes :
                List.of(
                        ChangePoints.byPermutation(SERIES, .05, 1),
                        ChangePoints.windowed(SERIES, .001, .03))) {
            assertEquals(1, changes.size());
            assertEquals(6, changes.get(0).index());
            assertEquals(61 / 6.0, changes.get(0).before(), 1e-12);
            assertEquals(85 / 6.0, changes.get(0).after(), 1e-12);
            assertEquals(24 / 61.0, changes.get(0).share(), 1e-12);
        }
        assertEquals(
                List.of(),
                ChangePoints.windowed(SERIES, .001, .5),
                "a change smaller than what was asked for");
    }

    @Test
    void severalLevelsOverManyWindows() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
        double[] values = new double[300];
        Arrays.setAll(
                values,
                i -> (i < 80 ? 100 : i < 130 ? 120 : i < 240 ? 100 : 90) + random.nextGaussian());
        List<Integer> windowed =
                ChangePoints.windowed(values, .001, .03).stream().map(ChangePoint::index).toList();
        assertEquals(List.of(80, 130, 240), windowed);
        List<Integer> permuted =
                ChangePoints.byPermutation(values, .01, 1).stream()
                        .map(ChangePoint::index)
                        .toList();
        assertTrue(permuted.containsAll(List.of(80, 130, 240)), permuted::toString);
    }

    @Test
    void noiseRarelyChanges() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(9);
        int series = System.getenv("TARE_FULL") == null ? 40 : 1_000;
        int windowed = 0;
        int permuted = 0;
        for (int i = 0; i < series; i++) {
            double[] values = new double[40];
            Arrays.setAll(values, v -> 100 * Math.exp(.1 * random.nextGaussian()));
            windowed += ChangePoints.windowed(values, .001, .03).isEmpty() ? 0 : 1;
            permuted += ChangePoints.byPermutation(values, .05, i).isEmpty() ? 0 : 1;
        }
        assertTrue(windowed <= series * .05 + 2, "windowed " + windowed + " of " + series);
        assertTrue(permuted <= series * .08 + 2, "permuted " + permuted + " of " + series);
    }

    @Test
    void shortAndConstantSeriesHaveNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> ChangePoints.windowed(new double[9], .001, .03));
        assertThrows(
                IllegalArgumentException.class,
                () -> ChangePoints.byPermutation(new double[1_001], .05, 1));
        double[] same = new double[60];
        Arrays.fill(same, 7);
        assertEquals(List.of(), ChangePoints.windowed(same, .001, .03));
        assertEquals(List.of(), ChangePoints.byPermutation(same, .05, 1));
    }
}
