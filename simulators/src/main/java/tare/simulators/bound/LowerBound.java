package tare.simulators.bound;

import java.util.Arrays;
import tare.simulators.fleet.Fleet;

/**
 * Numbers of hosts below which no placement can be. Instances that need more than a whole host are
 * left out, as policies reject them.
 */
public final class LowerBound {

    private LowerBound() {}

    /** All bounds for instances that are there at one moment. */
    public static Bound of(Fleet fleet, int[] cpuMillis, long[] memoryBytes) {
        int count = 0;
        int[] cpu = new int[cpuMillis.length];
        long[] memory = new long[cpu.length];
        long cpuSum = 0;
        long memorySum = 0;
        for (int i = 0; i < cpu.length; i++) {
            if (fleet.holds(cpuMillis[i], memoryBytes[i])) {
                cpu[count] = cpuMillis[i];
                memory[count++] = memoryBytes[i];
                cpuSum = Math.addExact(cpuSum, cpuMillis[i]);
                memorySum = Math.addExact(memorySum, memoryBytes[i]);
            }
        }
        if (count == 0) {
            return Bound.NONE;
        }
        cpu = Arrays.copyOf(cpu, count);
        memory = Arrays.copyOf(memory, count);
        Volume volume = Volume.of(fleet);
        return new Bound(
                volume.hosts(count, cpuSum, memorySum),
                Math.max(
                        martelloToth(asLongs(cpu), volume.cpuMillis()),
                        martelloToth(memory, volume.memoryBytes())),
                LinearBound.of(fleet, cpu, memory));
    }

    /**
     * The bound L2 for one resource: never below L1, and better where many instances need more than
     * half a host. For each threshold t up to half a host: two instances of more than half a host
     * never share one, an instance of more than (host - t) shares with none of at least t, and what
     * lies from t to half a host fills the room that the others leave. O(n log n).
     *
     * <p>Source: S. Martello, P. Toth, "Knapsack Problems", Wiley 1990, section 8.3; the same,
     * "Lower bounds and reduction procedures for the bin packing problem", Discrete Appl. Math. 28.
     */
    public static int martelloToth(long[] needed, long capacity) {
        long[] bytes = fitting(needed, capacity);
        Arrays.sort(bytes);
        int count = bytes.length;
        int half = firstAbove(bytes, capacity / 2);

        // Thresholds come upwards, so the instances that share with nobody begin further down.
        long small = sum(bytes, 0, half);
        long large = sum(bytes, half, count);
        int alone = count;
        int best = 0;
        for (int i = 0; i <= half; i++) {
            // i == 0 is the threshold 0; later ones are the sizes themselves, each once.
            long threshold = i == 0 ? 0 : bytes[i - 1];
            while (alone > half && bytes[alone - 1] > capacity - threshold) {
                alone--;
                large -= bytes[alone];
            }
            if (i <= 1 || threshold != bytes[i - 2]) {
                long room = Math.multiplyExact((long) (alone - half), capacity) - large;
                int more = hostsFor(Math.max(0, small - room), capacity);
                best = Math.max(best, count - half + more);
            }
            // From here on the threshold is larger than what has been passed.
            small -= i == 0 ? 0 : threshold;
        }
        return best;
    }

    private static long[] fitting(long[] needed, long capacity) {
        long[] fitting = new long[needed.length];
        int count = 0;
        for (long each : needed) {
            if (each <= capacity) {
                fitting[count++] = each;
            }
        }
        return Arrays.copyOf(fitting, count);
    }

    private static long[] asLongs(int[] numbers) {
        long[] longs = new long[numbers.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = numbers[i];
        }
        return longs;
    }

    private static int firstAbove(long[] sorted, long bytes) {
        int first = 0;
        while (first < sorted.length && sorted[first] <= bytes) {
            first++;
        }
        return first;
    }

    private static long sum(long[] bytes, int from, int to) {
        long sum = 0;
        for (int i = from; i < to; i++) {
            sum = Math.addExact(sum, bytes[i]);
        }
        return sum;
    }

    private static int hostsFor(long bytes, long capacity) {
        return bytes == 0 ? 0 : Math.toIntExact((bytes - 1) / capacity + 1);
    }
}
