package tare.simulators.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WorkloadBuilderTest {

    @Test
    void sortsByArrivalAndKeepsTheOrderOfEquals() {
        WorkloadBuilder builder = new WorkloadBuilder(0);
        for (int i = 0; i < 100; i++) {
            builder.add(i, i, 100 - i / 2, Workload.NEVER);
        }
        Workload workload = builder.build();

        for (int i = 0; i < 100; i++) {
            assertEquals(98 - i / 2 * 2 + i % 2, workload.cpuMillis(i));
        }
    }

    @Test
    void usualColumnsTakeNoMemoryAndReadAsUsual() {
        Workload workload = Workload.ofMemory(5, 6);

        assertEquals(0, workload.arrivesNanos(1));
        assertEquals(Workload.NEVER, workload.departsNanos(1));
        assertEquals(Workload.NO_GANG, workload.gang(1));
        assertEquals(1, workload.owners());
        assertArrayEquals(new long[] {12, 13}, workload.withOverhead(3, 7).memoryBytes());
        assertArrayEquals(new int[] {3, 3}, workload.withOverhead(3, 7).cpuMillis());
    }

    @Test
    void refusesWhatCannotBe() {
        WorkloadBuilder builder = new WorkloadBuilder(1);
        assertThrows(IllegalArgumentException.class, () -> builder.add(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> builder.add(0, -1));
        assertThrows(IllegalArgumentException.class, () -> builder.add(0, 0, 5, 4));
        assertThrows(IllegalArgumentException.class, () -> builder.add(0, 0, -1, 4));
        assertThrows(IllegalArgumentException.class, () -> builder.add(0, 0, 0, 0, 0, -1, -1));
        assertThrows(
                ArithmeticException.class,
                () -> Workload.ofMemory(Long.MAX_VALUE).withOverhead(0, 1));
    }

    @Test
    void refusesAGangThatIsTornApart() {
        WorkloadBuilder torn =
                new WorkloadBuilder(3)
                        .add(1, 1, 0, 9, 0, 0, 5)
                        .add(1, 1, 0, 9)
                        .add(1, 1, 0, 9, 0, 0, 5);
        WorkloadBuilder late =
                new WorkloadBuilder(2).add(1, 1, 0, 9, 0, 0, 5).add(1, 1, 1, 9, 0, 0, 5);

        assertThrows(IllegalArgumentException.class, torn::build);
        assertThrows(IllegalArgumentException.class, late::build);
    }
}
