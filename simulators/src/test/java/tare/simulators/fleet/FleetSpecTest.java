package tare.simulators.fleet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import tare.simulators.fleet.FleetSpec.Share;

class FleetSpecTest {

    @Test
    void sameSeedSameFleetOtherSeedOtherFleet() {
        long[] fleet = FleetSpec.usual(7).instances().memoryBytes();

        assertArrayEquals(fleet, FleetSpec.usual(7).instances().memoryBytes());
        assertFalse(Arrays.equals(fleet, FleetSpec.usual(8).instances().memoryBytes()));
    }

    /** The golden fleet: a JDK or a machine that draws another one fails here. */
    @Test
    void drawsTheSameOnEveryMachine() {
        long[] fleet = FleetSpec.usual(42).instances().memoryBytes();

        assertEquals(10_000, fleet.length);
        assertEquals(563_543_553, Arrays.hashCode(fleet));
        assertArrayEquals(
                new long[] {32, 32, 16, 256, 16, 64, 64, 512},
                Arrays.stream(fleet).limit(8).map(bytes -> bytes >> 20).toArray());
    }

    @Test
    void drawsEachSizeByItsWeight() {
        FleetSpec spec =
                new FleetSpec(
                        100_000, 1, List.of(new Share(1, 1), new Share(2, 2), new Share(3, 7)));
        long[] fleet = spec.instances().memoryBytes();

        // Five standard deviations of a binomial with p = 0.2 are 632.
        assertEquals(10_000.0, count(fleet, 1), 632.0);
        assertEquals(20_000.0, count(fleet, 2), 632.0);
    }

    @Test
    void refusesWhatCannotBeDrawn() {
        assertThrows(IllegalArgumentException.class, () -> new FleetSpec(1, 1, List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Share(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Share(-1, 1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FleetSpec(-1, 1, List.of(new Share(1, 1))));
    }

    private static double count(long[] fleet, long wanted) {
        return Arrays.stream(fleet).filter(bytes -> bytes == wanted).count();
    }
}
