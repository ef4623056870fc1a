package tare.simulators.placement.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;
import tare.simulators.placement.Placement;
import tare.simulators.placement.Policy;

class PackingTest {

    private static final HostType TEN = new HostType(10, 0);

    @Test
    void firstFitTakesTheFirstThatHasRoomBestFitTheTightest() {
        // Hosts 0 and 1 are left with 4 and 3 bytes.
        long[] bytes = {6, 7, 3};

        assertArrayEquals(new int[] {0, 1, 0}, hosts(new FirstFit(), bytes));
        assertArrayEquals(new int[] {0, 1, 1}, hosts(new BestFit(), bytes));
    }

    @Test
    void bestFitTakesTheFirstOfEquals() {
        assertArrayEquals(new int[] {0, 1, 0}, hosts(new BestFit(), 6, 6, 2));
    }

    @Test
    void whatFitsExactlyIsPlacedAndWhatIsLargerRejected() {
        for (Policy policy : new Policy[] {new FirstFit(), new BestFit()}) {
            assertArrayEquals(new int[] {0, Placement.REJECTED, 1, 0}, hosts(policy, 9, 11, 10, 1));
            assertArrayEquals(new int[] {}, hosts(policy));
            assertArrayEquals(new int[] {0, 0}, hosts(policy, 0, 0));
        }
    }

    @Test
    void packsOneMillionInstances() {
        // Seven to a host, so 150,000 hosts: a policy that scans them would take minutes.
        long[] bytes = IntStream.range(0, 1 << 20).mapToLong(i -> 1).toArray();
        for (Policy policy : new Policy[] {new FirstFit(), new BestFit()}) {
            Placement placement = policy.place(new Instances(bytes), new HostType(7, 0));
            assertEquals((1 << 20) / 7 + 1, placement.hosts(), policy.name());
        }
    }

    private static int[] hosts(Policy policy, long... bytes) {
        Placement placement = policy.place(new Instances(bytes), TEN);
        return IntStream.range(0, bytes.length).map(placement::hostOf).toArray();
    }
}
