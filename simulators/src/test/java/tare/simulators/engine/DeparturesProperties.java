package tare.simulators.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DeparturesProperties {

    private record Entry(long nanos, int instance) {}

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** Against a library's heap: mostly rising times, mostly falling, and anything between. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void comeInOrder(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Departures departures = new Departures();
        PriorityQueue<Entry> expected =
                new PriorityQueue<>(
                        Comparator.comparingLong(Entry::nanos).thenComparingInt(Entry::instance));
        long drift = random.nextLong(-3, 4);
        int spread = random.nextInt(1, 1_000);
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(5) < (i / 1_000 % 2 == 0 ? 4 : 1) || expected.isEmpty()) {
                Entry entry = new Entry(20_000 + drift * i + random.nextInt(spread), i);
                departures.add(entry.nanos, entry.instance);
                expected.add(entry);
            } else {
                Entry entry = expected.remove();
                assertEquals(entry.nanos, departures.nextNanos());
                assertTrue(departures.isNextAt(entry.nanos));
                assertEquals(entry.instance, departures.remove());
            }
            assertEquals(expected.isEmpty(), departures.isEmpty());
            assertEquals(expected.size(), departures.size());
        }
        assertEquals(
                expected.stream().mapToLong(Entry::nanos).max().orElse(Long.MIN_VALUE),
                departures.lastNanos());
        while (!expected.isEmpty()) {
            assertEquals(expected.remove().instance, departures.remove());
        }
        assertEquals(Long.MAX_VALUE, departures.nextNanos());
    }
}
