package tare.simulators.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tare.simulators.fleet.WorkloadSpec.Cyclic;
import tare.simulators.fleet.WorkloadSpec.Drawn;
import tare.simulators.fleet.WorkloadSpec.Recorded;
import tare.simulators.fleet.WorkloadSpec.Together;

class WorkloadSpecTest {

    private static final WorkloadSpec USUAL = Drawn.usual();

    @Test
    void sameSeedSameFleetOtherSeedOtherFleet() {
        long[] fleet = draw(USUAL, 7).memoryBytes();

        assertArrayEquals(fleet, draw(USUAL, 7).memoryBytes());
        assertFalse(Arrays.equals(fleet, draw(USUAL, 8).memoryBytes()));
    }

    /** The golden fleet: a JDK or a machine that draws another one fails here. */
    @Test
    void drawsTheSameOnEveryMachine() {
        long[] fleet = draw(USUAL, 42).memoryBytes();

        assertEquals(10_000, fleet.length);
        assertEquals(563_543_553, Arrays.hashCode(fleet));
        assertArrayEquals(
                new long[] {32, 32, 16, 256, 16, 64, 64, 512},
                Arrays.stream(fleet).limit(8).map(bytes -> bytes >> 20).toArray());
    }

    @Test
    void drawsEachSizeByItsWeight() {
        long[] fleet =
                draw(
                                Drawn.standing(
                                        100_000,
                                        List.of(
                                                Size.of(1, 0, 1),
                                                Size.of(2, 0, 2),
                                                Size.of(7, 0, 3))),
                                1)
                        .memoryBytes();

        // Five standard deviations of a binomial with p = 0.2 are 632.
        assertEquals(10_000.0, count(fleet, 1), 632.0);
        assertEquals(20_000.0, count(fleet, 2), 632.0);
    }

    @Test
    void drawsTimesWithTheirMeans() {
        Workload workload = draw(new Drawn(100_000, List.of(Size.of(1, 1, 1)), 1_000, 50_000), 3);

        double gap = workload.arrivesNanos(99_999) / 99_999.0;
        double life = 0;
        for (int i = 0; i < workload.count(); i++) {
            life += workload.departsNanos(i) - workload.arrivesNanos(i);
        }
        // Five standard errors of the mean of 100,000 are 1.6 %.
        assertEquals(1_000, gap, 16);
        assertEquals(50_000, life / workload.count(), 800);
    }

    @Test
    void gangsArriveTogether() {
        Workload workload = draw(new Drawn(5, List.of(new Size(1, 1, 1, 7, 2, 3)), 1_000, 0), 3);

        assertEquals(6, workload.count());
        for (int i = 0; i < 6; i++) {
            assertEquals(i / 3, workload.gang(i));
            assertEquals(workload.arrivesNanos(i / 3 * 3), workload.arrivesNanos(i));
            assertEquals(7, workload.priority(i));
            assertEquals(2, workload.owner(i));
        }
        assertEquals(3, workload.owners());
    }

    @Test
    void sizesComeInTurns() {
        Workload workload =
                draw(new Cyclic(5, List.of(Size.of(1, 1, 10), Size.of(2, 2, 20)), 99), 0);

        assertArrayEquals(new int[] {1, 2, 2, 1, 2}, workload.cpuMillis());
        assertEquals(99, workload.departsNanos(4));
    }

    @Test
    void partsAreMergedByArrival() {
        Recorded recorded = new Recorded("trace", "digest");
        Workload trace =
                new WorkloadBuilder(2)
                        .add(1, 1, 50, 60, 0, 0, 0)
                        .add(1, 1, 50, 60, 0, 0, 0)
                        .add(9, 9, 10, Workload.NEVER)
                        .build();
        Workload both =
                new Together(List.of(recorded, recorded))
                        .draw(
                                0,
                                asked -> {
                                    assertEquals(recorded, asked);
                                    return trace;
                                });

        assertArrayEquals(new int[] {9, 9, 1, 1, 1, 1}, both.cpuMillis());
        assertEquals(both.gang(2), both.gang(3));
        assertEquals(both.gang(4), both.gang(5));
        assertTrue(both.gang(3) != both.gang(4));
        assertEquals(Workload.NO_GANG, both.gang(0));
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        List<Size> one = List.of(Size.of(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Drawn.standing(1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> Size.of(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> Size.of(1, 0, -1));
        assertThrows(IllegalArgumentException.class, () -> Drawn.standing(-1, one));
        assertThrows(IllegalArgumentException.class, () -> new Drawn(1, one, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Cyclic(1, List.of(), 0));
    }

    private static Workload draw(WorkloadSpec spec, long seed) {
        return spec.draw(
                seed,
                recorded -> {
                    throw new AssertionError(recorded);
                });
    }

    private static double count(long[] fleet, long wanted) {
        return Arrays.stream(fleet).filter(bytes -> bytes == wanted).count();
    }
}
