package tare.simulators.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CopyOnWriteTest {

    private static final CopyOnWrite CLONES = new CopyOnWrite(1_000_000, 100_000, 10_000, 500);

    @Test
    void divergesAsTheClosedFormSays() {
        assertEquals(0, CLONES.divergedBytes(0));
        // w t / H = 1: H (1 - 1/e).
        assertEquals(63_212.05588285577, CLONES.divergedBytes(10), 1e-6);
        assertEquals(100_000, CLONES.divergedBytes(1e6), 1e-6);
        assertEquals(63_713, CLONES.cloneBytes(10));
        assertEquals(0, new CopyOnWrite(10, 0, 5, 0).divergedBytes(3));
    }

    @Test
    void densityIsWhatIsLeftOfTheImageOverAClone() {
        assertEquals(
                (long) ((1e9 - 1e6) / (63_212.05588285577 + 500)),
                CLONES.clones(1_000_000_000, 10));
        assertEquals(1_000_000_000 / 1_000_500, CLONES.copies(1_000_000_000));
        assertEquals(0, CLONES.clones(10, 10));
        assertEquals(1_000_000 + 3 * 500, CLONES.hostBytes(3, 0), 1e-9);
    }

    /** The closed form against writes that are drawn, one page each. */
    @Test
    void agreesWithDrawnWrites() {
        int pages = 1_000;
        SplittableRandom random = new SplittableRandom(5);
        int hit = 0;
        int rounds = 200;
        for (int round = 0; round < rounds; round++) {
            boolean[] copied = new boolean[pages];
            for (int write = 0; write < 700; write++) {
                int page = random.nextInt(pages);
                hit += copied[page] ? 0 : 1;
                copied[page] = true;
            }
        }
        double expected = new CopyOnWrite(pages, pages, 700, 0).divergedBytes(1);

        // A round's deviation is below sqrt(1000 / 4); five standard errors of 200 are 5.6.
        assertEquals(expected, (double) hit / rounds, 5.6);
    }

    /** Time in two parts: what the first half copied is not copied again. */
    @Test
    void dependsOnTheTimeAsAWhole() {
        for (double seconds = 1; seconds < 100; seconds *= 1.7) {
            double half = CLONES.divergedBytes(seconds / 2);
            double rest = (CLONES.hotBytes() - half) * half / CLONES.hotBytes();
            assertEquals(CLONES.divergedBytes(seconds), half + rest, 1e-6);
            assertTrue(CLONES.divergedBytes(seconds) < CLONES.hotBytes());
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThrows(IllegalArgumentException.class, () -> new CopyOnWrite(1, 2, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CopyOnWrite(1, 1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new CopyOnWrite(1, 1, Double.NaN, 0));
    }
}
