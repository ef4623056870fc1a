package tare.workloads.benchmark.processor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinpackTest {

    /** The classic bound of Linpack's own check. */
    private static final double LARGEST_RESIDUAL = 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 17, 300})
    void solvesTheSystemEachTime(int n) {
        Linpack linpack = new Linpack();
        linpack.n = n;
        linpack.fill();

        double[] first = linpack.solve().clone();
        double[] second = linpack.solve();

        assertArrayEquals(first, second);
        assertTrue(linpack.residual() < LARGEST_RESIDUAL, "residual " + linpack.residual());
    }
}
