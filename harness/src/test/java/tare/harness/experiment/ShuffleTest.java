package tare.harness.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShuffleTest {

    @Test
    void isThePermutationOfItsSeedOnEveryJava() {
        List<Integer> list = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        Shuffle.inPlace(list, 42);
        List<Integer> again = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
        Shuffle.inPlace(again, 42);
        assertEquals(list, again);
        assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), list.stream().sorted().toList());
    }

    @Test
    void givesEveryOrderAboutAsOften() {
        Map<List<Integer>, Integer> seen = new HashMap<>();
        int draws = 6_000;
        for (int seed = 0; seed < draws; seed++) {
            List<Integer> list = new ArrayList<>(List.of(0, 1, 2));
            Shuffle.inPlace(list, seed);
            seen.merge(list, 1, Integer::sum);
        }
        assertEquals(6, seen.size());
        // 1,000 expected each, standard deviation 29: five of them never come by chance.
        seen.forEach((order, times) -> assertEquals(1_000, times, 150, order.toString()));
    }
}
