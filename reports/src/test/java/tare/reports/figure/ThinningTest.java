package tare.reports.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThinningTest {

    @Test
    void fewSamplesAreAllKept() {
        assertArrayEquals(new int[] {0}, Thinning.ranks(1));
        assertArrayEquals(IntStream.range(0, 300).toArray(), Thinning.ranks(300));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 1_000, 10_000, 1_000_000})
    void manyAreThinnedButEndsQuantilesAndTailStay(int count) {
        List<Integer> ranks = Arrays.stream(Thinning.ranks(count)).boxed().toList();
        assertTrue(ranks.size() <= 430, "kept " + ranks.size());
        assertTrue(ranks.contains(0));
        for (double quantile : new double[] {0.5, 0.9, 0.99}) {
            assertTrue(ranks.contains(Thinning.rank(count, quantile)), "quantile " + quantile);
        }
        for (int rank = count - 20; rank < count; rank++) {
            assertTrue(ranks.contains(rank), "tail " + rank);
        }
    }

    @Test
    void nearestRankIsTheDefinition() {
        // Values 1..10 of the statistics page: type 1 gives 5, 9, 10, 10.
        assertEquals(4, Thinning.rank(10, 0.5));
        assertEquals(8, Thinning.rank(10, 0.9));
        assertEquals(9, Thinning.rank(10, 0.95));
        assertEquals(9, Thinning.rank(10, 0.99));
        assertEquals(0, Thinning.rank(10, 0));
    }

    @Test
    void stepsClimbFromZeroToAHundred() {
        List<Point> steps = Thinning.steps(new double[] {3, 1, 2, 2});
        assertEquals(new Point(1, 0), steps.get(0));
        assertEquals(new Point(3, 100), steps.get(steps.size() - 1));
        for (int i = 1; i < steps.size(); i++) {
            assertTrue(steps.get(i).x() >= steps.get(i - 1).x());
            assertTrue(steps.get(i).y() >= steps.get(i - 1).y());
        }
    }

    @Test
    void theHighestPointsSurvive() {
        List<Point> many =
                IntStream.range(0, 5_000)
                        .mapToObj(i -> new Point(i, i == 4_321 ? 1e9 : i % 7))
                        .toList();
        assertTrue(Thinning.points(many, Thinning.MOST).contains(new Point(4_321, 1e9)));
    }
}
