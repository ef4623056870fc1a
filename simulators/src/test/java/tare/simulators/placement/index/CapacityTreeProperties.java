package tare.simulators.placement.index;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.placement.Hosts;

class CapacityTreeProperties {

    private static final Slopes SLOPES =
            new Slopes(
                    new Hosts(Fleet.of(HostClass.of("h", 1, 100, 100))),
                    new WorkloadBuilder(3).add(1, 9).add(4, 4).add(8, 1).build());

    private record Entry(double key, int host, int cpu, long memory) {}

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    /** Against a list that is sorted anew; three levels deep and back to none. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void isASortedList(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        CapacityTree tree = new CapacityTree(seed % 2 == 0, SLOPES);
        List<Entry> list = new ArrayList<>();
        int keys = random.nextInt(1, 2_000);
        int next = 0;
        for (int phase = 0; phase < 6; phase++) {
            boolean grows = phase % 2 == 0;
            for (int i = 0; i < 3_000 && (grows || !list.isEmpty()); i++) {
                if (random.nextInt(10) < (grows ? 8 : 1) || list.isEmpty()) {
                    Entry entry =
                            new Entry(
                                    random.nextInt(keys),
                                    next++,
                                    random.nextInt(100),
                                    random.nextLong(100));
                    list.add(entry);
                    tree.insert(entry.key, entry.host, entry.cpu, entry.memory, 1);
                } else {
                    Entry entry = list.remove(random.nextInt(list.size()));
                    tree.remove(entry.key, entry.host);
                }
            }
            check(tree, list, random);
        }
    }

    private static void check(CapacityTree tree, List<Entry> list, SplittableRandom random) {
        list.sort(Comparator.comparingDouble(Entry::key).thenComparingInt(Entry::host));
        assertArrayEquals(list.stream().mapToInt(Entry::host).toArray(), tree.hosts());
        for (int i = 0; i < 100; i++) {
            int cpu = random.nextInt(110);
            long memory = random.nextLong(110);
            int expected =
                    list.stream()
                            .filter(entry -> entry.cpu >= cpu && entry.memory >= memory)
                            .mapToInt(Entry::host)
                            .findFirst()
                            .orElse(CapacityTree.NONE);
            assertEquals(expected, tree.first(new Need(SLOPES).of(cpu, memory)));
        }
    }

    @Test
    void whatIsNotInItCannotBeTakenOut() {
        CapacityTree tree = new CapacityTree(false, SLOPES);
        tree.insert(1, 7, 1, 1, 1);

        assertThrows(IllegalStateException.class, () -> tree.remove(1, 8));
        assertThrows(IllegalStateException.class, () -> tree.remove(0, 7));
    }
}
