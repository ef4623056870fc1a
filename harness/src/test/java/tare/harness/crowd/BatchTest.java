package tare.harness.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final long SEED = 20_261_129;

    /** Whatever a helper says of its starts is what the driver reads. */
    @Test
    void lineAndBack() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int turn = 0; turn < 500; turn++) {
            List<Batch.Start> starts = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                long start = random.nextLong(1L << 52);
                starts.add(new Batch.Start(start, start + random.nextLong(1L << 40)));
            }
            Optional<Batch.Stop> stop =
                    random.nextBoolean()
                            ? Optional.empty()
                            : Optional.of(
                                    new Batch.Stop(
                                            random.nextBoolean(), "mkdir /a b", "ENOSPC (x)", ""));
            Batch batch = new Batch(random.nextInt(99), random.nextInt(99), starts, stop);
            assertEquals(batch, Batch.parse(batch.line()), "seed " + SEED + ", turn " + turn);
        }
    }

    @Test
    void wordsCannotBreakTheLine() {
        Batch.Stop stop = new Batch.Stop(false, "a\tb", "c\nd", "e\r\n");
        Batch read = Batch.parse(new Batch(1, 2, List.of(), Optional.of(stop)).line());
        assertEquals(new Batch.Stop(false, "a b", "c d", "e"), read.stop().orElseThrow());
    }

    @Test
    void refusesWhatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> Batch.parse("Picked up JAVA_OPTIONS"));
        assertThrows(IllegalArgumentException.class, () -> Batch.parse("batch\t1\t2"));
    }
}
