package tare.simulators.placement.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LowestSetProperties {

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isASet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = random.nextInt(0, 1 << random.nextInt(1, 20));
        LowestSet set = new LowestSet(size);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 2_000 && size > 0; i++) {
            int number = random.nextInt(size);
            if (random.nextInt(5) < 3) {
                set.add(number);
                expected.add(number);
            } else {
                set.remove(number);
                expected.remove(number);
            }
            int from = random.nextInt(size + 1);
            assertEquals(expected.contains(number), set.contains(number));
            assertEquals(or(expected.isEmpty() ? null : expected.first()), set.lowest());
            assertEquals(or(expected.ceiling(from)), set.from(from));
        }
        assertEquals(or(expected.isEmpty() ? null : expected.first()), set.lowest());
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void canBeFullFromTheStart(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = random.nextInt(0, 1 << random.nextInt(1, 15));
        LowestSet full = LowestSet.full(size);
        for (int i = 0; i < size; i++) {
            assertEquals(i, full.from(i));
        }
        assertEquals(LowestSet.NONE, full.from(size));
        for (int i = 0; i < size; i++) {
            assertEquals(i, full.lowest());
            full.remove(i);
        }
        assertEquals(LowestSet.NONE, full.lowest());
    }

    private static int or(@org.jspecify.annotations.Nullable Integer number) {
        return number == null ? LowestSet.NONE : number;
    }
}
