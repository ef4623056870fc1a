package tare.simulators.migration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SharedNetworkTest {

    @Test
    void twoToOneHostTakeTwiceAsLong() {
        SharedNetwork network = new SharedNetwork(3, 100);
        network.begin(1, 0, 2, 1000);
        network.begin(2, 1, 2, 1000);

        assertEquals(new SharedNetwork.Arrival(1, 20), network.next(60));
        assertEquals(new SharedNetwork.Arrival(2, 20), network.next(60));
        assertNull(network.next(60));
        network.begin(3, 0, 1, 1000);
        assertEquals(new SharedNetwork.Arrival(3, 70), network.next(100));
    }

    /** Two share a sender; a third has what they leave of its receiver, and goes on alone. */
    @Test
    void ratesAreFair() {
        SharedNetwork network = new SharedNetwork(4, 100);
        network.begin(1, 0, 2, 500);
        network.begin(2, 0, 3, 1000);
        network.begin(3, 1, 2, 1000);
        assertEquals(10, arrival(network).seconds(), 1e-9);
        // 2 has 500 left, 3 has 500 left, and both links are theirs alone.
        assertEquals(15, arrival(network).seconds(), 1e-9);
        assertEquals(15, arrival(network).seconds(), 1e-9);
    }

    /** No link carries more than it can, and none arrives sooner than alone. */
    @Test
    void drawnMigrationsTakeAtLeastWhatTheBusiestLinkNeeds() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 100; i++) {
            int hosts = 2 + random.nextInt(8);
            SharedNetwork network = new SharedNetwork(hosts, 10);
            double[] out = new double[hosts];
            double[] in = new double[hosts];
            double[] bytes = new double[20];
            for (int id = 0; id < 20; id++) {
                int from = random.nextInt(hosts);
                int to = (from + 1 + random.nextInt(hosts - 1)) % hosts;
                double size = 1 + random.nextInt(1000);
                network.begin(id, from, to, size);
                out[from] += size;
                in[to] += size;
                bytes[id] = size;
            }
            double busiest = 0;
            double last = 0;
            double all = 0;
            for (int host = 0; host < hosts; host++) {
                busiest = Math.max(busiest, Math.max(out[host], in[host]) / 10);
                all += out[host] / 10;
            }
            for (int n = 0; n < 20; n++) {
                SharedNetwork.Arrival arrival = arrival(network);
                assertTrue(arrival.seconds() >= last - 1e-9, "order, case " + i);
                assertTrue(
                        arrival.seconds() >= bytes[arrival.id()] / 10 - 1e-6, "alone, case " + i);
                last = arrival.seconds();
            }
            assertTrue(last >= busiest - 1e-6 && last <= all + 1e-6, "case " + i);
            assertEquals(0, network.active());
        }
    }

    private static SharedNetwork.Arrival arrival(SharedNetwork network) {
        return Objects.requireNonNull(network.next(1e9));
    }
}
