package tare.simulators.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import tare.results.model.Label;
import tare.simulators.catalogue.Technology;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Density.PolicyHosts;

class DensityOutlookTest {

    private static final HostType HOST = HostType.of(64L << 30);

    @Test
    void addsTheOverheadBeforeItPacks() {
        // 90 bytes usable: three services of 30 without overhead, two with 15 more.
        Density density =
                DensityOutlook.of(
                                HostType.of(100),
                                Workload.ofMemory(30, 30, 30, 80),
                                List.of(new Technology("t", 15, List.of())))
                        .get(0);

        assertEquals(
                List.of(new PolicyHosts("first-fit", 2), new PolicyHosts("best-fit", 2)),
                density.hosts());
        assertEquals(2, density.bound());
        assertEquals(1, density.rejected());
        assertEquals(6, density.idlePerHost());
    }

    /** The golden outlook: the same numbers on every machine and every JDK. */
    @Test
    void usualFleetNeedsTheseHosts() {
        List<Technology> technologies =
                List.of(
                        new Technology("process", 100 << 10, List.of()),
                        new Technology("kvm", 600 << 10, List.of(Label.SOFTWARE_PAGING)),
                        new Technology("vm", 128 << 20, List.of(Label.PUBLISHED)));

        assertEquals(
                List.of(
                        "[20, 20] bound 20 rejected 0 idle 603979",
                        "[21, 21] bound 21 rejected 0 idle 100663",
                        "[42, 42] bound 42 rejected 0 idle 460"),
                numbers(HOST, technologies));
        assertEquals(
                List.of(
                        "[2146, 2146] bound 2045 rejected 0 idle 5898",
                        "[2146, 2146] bound 2053 rejected 0 idle 983",
                        "[3989, 3993] bound 3681 rejected 526 idle 4"),
                numbers(HostType.of(640 << 20), technologies));
    }

    @Test
    void noFleetNeedsNoHost() {
        Density density =
                DensityOutlook.of(
                                HOST,
                                Workload.ofMemory(),
                                List.of(new Technology("t", 1, List.of())))
                        .get(0);

        assertEquals(0, density.bound());
        assertEquals(0, density.hosts().get(0).hosts());
    }

    @Test
    void refusesAnOverheadThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Technology("t", 0, List.of()));
    }

    private static List<String> numbers(HostType host, List<Technology> technologies) {
        Workload services = WorkloadSpec.Drawn.usual().draw(42, DensityOutlookTest::none);
        List<Density> outlook = DensityOutlook.of(host, services, technologies);
        assertEquals(technologies, outlook.stream().map(Density::technology).toList());
        return outlook.stream().map(DensityOutlookTest::numbers).toList();
    }

    private static Workload none(WorkloadSpec.Recorded recorded) {
        throw new AssertionError(recorded);
    }

    private static String numbers(Density density) {
        return density.hosts().stream().map(PolicyHosts::hosts).toList()
                + " bound "
                + density.bound()
                + " rejected "
                + density.rejected()
                + " idle "
                + density.idlePerHost();
    }
}
