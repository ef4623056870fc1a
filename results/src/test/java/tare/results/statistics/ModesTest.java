package tare.results.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Two modes are told apart from one wide one. */
class ModesTest {

    private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(11);

    @Test
    void oneModeIsNotTwo() {
        for (int trial = 0; trial < 200; trial++) {
            double[] normal = draw(200, 0, 0);
            assertTrue(Modes.of(normal).isEmpty());
            double[] skewed = new double[200];
            Arrays.setAll(skewed, i -> 1e6 * Math.exp(Math.exp(.8 * random.nextGaussian())));
            assertTrue(Modes.of(skewed).isEmpty());
            double[] even = new double[200];
            Arrays.setAll(even, i -> 1 + random.nextDouble());
            assertTrue(Modes.of(even).isEmpty());
        }
        assertTrue(Modes.of(new double[] {1, 2}).isEmpty());
        double[] equal = new double[40];
        Arrays.fill(equal, 7);
        assertTrue(Modes.of(equal).isEmpty());
    }

    @Test
    void twoModesAreFoundWithTheirShares() {
        Modes few = Modes.of(draw(400, .2, .4)).orElseThrow();
        assertEquals(.2, few.share(), .06);
        assertEquals(1e6, few.low(), 2e4);
        assertEquals(1e6 * Math.exp(.4), few.high(), 4e4);
        assertTrue(!few.balanced());
        assertTrue(Modes.of(draw(400, .5, .4)).orElseThrow().balanced());
    }

    /** Rounds at two levels are no modes; modes inside rounds of many levels are. */
    @Test
    void whatMovesWholeRoundsIsNoMode() {
        List<double[]> levels = new ArrayList<>();
        List<double[]> modes = new ArrayList<>();
        for (int r = 0; r < 12; r++) {
            double level = Math.exp(r % 2 + .3 * random.nextGaussian());
            levels.add(Arrays.stream(draw(20, 0, 0)).map(v -> v * level).toArray());
            modes.add(Arrays.stream(draw(20, .5, .4)).map(v -> v * level).toArray());
        }
        assertTrue(Modes.within(levels).isEmpty());
        assertTrue(Modes.within(modes).orElseThrow().balanced());
        assertTrue(Modes.within(List.of()).isEmpty());
    }

    private double[] draw(int n, double share, double distance) {
        double[] samples = new double[n];
        Arrays.setAll(
                samples,
                i -> 1e6 * Math.exp(.03 * random.nextGaussian() + (i < share * n ? distance : 0)));
        return samples;
    }
}
