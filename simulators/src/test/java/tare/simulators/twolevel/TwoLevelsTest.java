package tare.simulators.twolevel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.engine.Case;
import tare.simulators.engine.Overhead;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Size;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec;

class TwoLevelsTest {

    private static final Fleet HOSTS = Fleet.of(HostClass.of("host", 100, 32_000, 64_000));

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    /** A VM holds 3 of 1,000 beside 900 of its own, a host 15 VMs of 4,100: 45 against 64. */
    @Test
    void theLayerCostsItsOverheadAndWhatItCutsOff() {
        Case bare = of(new WorkloadSpec.Cyclic(640, List.of(Size.of(1, 100, 1_000)), 0));
        Stacking stacking = TwoLevels.run(bare, layer(4_000, 900, 100), TwoLevelsTest::none);

        assertEquals(10, stacking.bare().hosts());
        assertEquals(214, stacking.containers().hosts());
        assertEquals(15, stacking.vms().hosts());
        assertEquals(5, stacking.saved());
        assertEquals(0.5, stacking.tax());
    }

    @Test
    void largerVmsWasteLess() {
        Case bare = of(new WorkloadSpec.Cyclic(2_000, List.of(Size.of(1, 100, 1_000)), 0));
        List<Stacking> sizes =
                TwoLevels.sizes(
                        bare,
                        List.of(layer(4_000, 900, 100), layer(15_000, 900, 100)),
                        TwoLevelsTest::none);

        assertTrue(sizes.get(1).vms().hosts() < sizes.get(0).vms().hosts());
    }

    @Test
    void aVmIsStoppedWhenItsLastContainerLeaves() {
        Case bare = of(new WorkloadSpec.Cyclic(8, List.of(Size.of(1, 100, 1_000)), 50));
        Stacking stacking = TwoLevels.run(bare, layer(4_000, 0, 0), TwoLevelsTest::none);

        assertEquals(2, stacking.vms().completed());
        assertEquals(50, stacking.vms().endNanos());
    }

    /** A VM as large as a host, that costs nothing: the layer changes nothing. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aLayerThatIsNoneCostsNothing(long seed) {
        WorkloadSpec spec =
                new WorkloadSpec.Drawn(
                        300,
                        List.of(Size.of(2, 500, 3_000), Size.of(1, 4_000, 1_000)),
                        1_000,
                        60_000);
        Case bare = Case.of(HOSTS, spec, "best-fit", seed);
        VmLayer none =
                new VmLayer(32_000, 64_000, HostClass.ANY_NUMBER, 0, 0, Overhead.NONE, "first-fit");
        Stacking stacking = TwoLevels.run(bare, none, TwoLevelsTest::none);

        assertEquals(stacking.bare().hosts(), stacking.vms().hosts());
        assertEquals(stacking.bare().hosts(), stacking.containers().hosts());
    }

    private static Case of(WorkloadSpec spec) {
        return Case.of(HOSTS, spec, "first-fit", 1);
    }

    private static VmLayer layer(long memoryBytes, long guestBytes, long overheadBytes) {
        return new VmLayer(
                2_000,
                memoryBytes,
                HostClass.ANY_NUMBER,
                0,
                guestBytes,
                Overhead.ofMemory("vm", overheadBytes),
                "first-fit");
    }

    private static Workload none(WorkloadSpec.Recorded recorded) {
        throw new AssertionError(recorded);
    }
}
