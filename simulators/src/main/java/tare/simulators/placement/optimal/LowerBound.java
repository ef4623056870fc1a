package tare.simulators.placement.optimal;

import java.util.Arrays;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;

/**
 * Numbers of hosts below which no placement can be. Instances that need more than a whole host are
 * left out, as policies reject them.
 */
public final class LowerBound {

    private LowerBound() {}

    /** All memory needed over the memory of a host, rounded up. */
    public static int volume(Instances instances, HostType host) {
        long capacityBytes = host.usableBytes();
        return hostsFor(sum(fitting(instances, capacityBytes)), capacityBytes);
    }

    /**
     * The bound L2: never below {@link #volume}, and better where many instances need more than
     * half a host. For each threshold t up to half a host: two instances of more than half a host
     * never share one, an instance of more than (host - t) shares with none of at least t, and what
     * lies from t to half a host fills the room that the others leave. O(n log n).
     *
     * <p>Source: S. Martello, P. Toth, "Knapsack Problems", Wiley 1990, section 8.3; the same,
     * "Lower bounds and reduction procedures for the bin packing problem", Discrete Appl. Math. 28.
     */
    public static int martelloToth(Instances instances, HostType host) {
        long capacityBytes = host.usableBytes();
        long[] bytes = fitting(instances, capacityBytes);
        Arrays.sort(bytes);
        int count = bytes.length;
        int half = firstAbove(bytes, capacityBytes / 2);

        // Thresholds come upwards, so the instances that share with nobody begin further down.
        long small = sum(bytes, 0, half);
        long large = sum(bytes, half, count);
        int alone = count;
        int best = 0;
        for (int i = 0; i <= half; i++) {
            // i == 0 is the threshold 0; later ones are the sizes themselves, each once.
            long threshold = i == 0 ? 0 : bytes[i - 1];
            while (alone > half && bytes[alone - 1] > capacityBytes - threshold) {
                alone--;
                large -= bytes[alone];
            }
            if (i <= 1 || threshold != bytes[i - 2]) {
                long room = Math.multiplyExact((long) (alone - half), capacityBytes) - large;
                int more = hostsFor(Math.max(0, small - room), capacityBytes);
                best = Math.max(best, count - half + more);
            }
            // From here on the threshold is larger than what has been passed.
            small -= i == 0 ? 0 : threshold;
        }
        return best;
    }

    private static long[] fitting(Instances instances, long capacityBytes) {
        return Arrays.stream(instances.memoryBytes())
                .filter(bytes -> bytes <= capacityBytes)
                .toArray();
    }

    private static int firstAbove(long[] sorted, long bytes) {
        int first = 0;
        while (first < sorted.length && sorted[first] <= bytes) {
            first++;
        }
        return first;
    }

    private static long sum(long[] bytes) {
        return sum(bytes, 0, bytes.length);
    }

    private static long sum(long[] bytes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum = Math.addExact(sum, bytes[i]);
        }
        return sum;
    }

    private static int hostsFor(long bytes, long capacityBytes) {
        return bytes == 0 ? 0 : Math.toIntExact((bytes - 1) / capacityBytes + 1);
    }
}
