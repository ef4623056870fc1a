package tare.workloads.benchmark.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointerChaseTest {

    private static final int LINE_INTS = 16;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 256, 65_536})
    void visitsEveryLineOnceAndComesBack(int count) {
        int[] lines = PointerChase.cycle(count);
        BitSet visited = new BitSet();
        int at = 0;
        for (int i = 0; i < count; i++) {
            assertEquals(0, at % LINE_INTS, "not the start of a line");
            visited.set(at / LINE_INTS);
            at = PointerChase.walk(lines, at, 1);
        }

        assertEquals(0, at);
        assertEquals(count, visited.cardinality());
        assertEquals(count * LINE_INTS, lines.length);
    }

    /** A prefetcher that follows lines in a row must not help. */
    @Test
    void hardlyEverGoesToTheNextLine() {
        int count = 65_536;
        int[] lines = PointerChase.cycle(count);
        int neighbours = 0;
        for (int line = 0; line < count; line++) {
            int step = lines[line * LINE_INTS] / LINE_INTS - line;
            neighbours += Math.abs(step) <= 1 ? 1 : 0;
        }

        assertTrue(neighbours < 32, neighbours + " of " + count + " lines lead to a neighbour");
    }

    @Test
    void goesOnWhereItStopped() {
        PointerChase chase = new PointerChase();
        chase.size = "256KiB";
        chase.pages = "default";
        chase.lay();

        assertEquals(
                PointerChase.walk(PointerChase.cycle(4096), 0, 2 * PointerChase.LOADS),
                chaseTwice(chase));
    }

    private static int chaseTwice(PointerChase chase) {
        chase.chase();
        return chase.chase();
    }
}
