package tare.simulators.bound;

import java.util.Arrays;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;

/**
 * Numbers of hosts below which no placement can be. Instances that need more than a whole host are
 * left out, as policies reject them.
 */
public final class LowerBound {

    private LowerBound() {}

    /** All bounds for instances that are there at one moment. */
    public static Bound of(Fleet fleet, int[] cpuMillis, long[] memoryBytes) {
        int most = 0;
        long mostBytes = 0;
        for (int i = 0; i < cpuMillis.length; i++) {
            most = cpuMillis[i] > most ? cpuMillis[i] : most;
            mostBytes = memoryBytes[i] > mostBytes ? memoryBytes[i] : mostBytes;
        }
        if (fleet.holds(most, mostBytes)) {
            return ofFitting(fleet, cpuMillis, memoryBytes);
        }
        int count = 0;
        int[] cpu = new int[cpuMillis.length];
        long[] memory = new long[cpu.length];
        for (int i = 0; i < cpu.length; i++) {
            if (fleet.holds(cpuMillis[i], memoryBytes[i])) {
                cpu[count] = cpuMillis[i];
                memory[count++] = memoryBytes[i];
            }
        }
        return ofFitting(fleet, Arrays.copyOf(cpu, count), Arrays.copyOf(memory, count));
    }

    /**
     * Whether all bounds follow from sums: there is one class of hosts, and nobody needs more than
     * half of one, so that the bound L2 is L1.
     *
     * @param mostCpuMillis the most that an instance needs
     * @param mostBytes likewise
     */
    public static boolean isVolume(Fleet fleet, int mostCpuMillis, long mostBytes) {
        Volume largest = Volume.of(fleet);
        return classes(fleet) == 1
                && largest.slots() > 0
                && mostCpuMillis <= largest.cpuMillis() / 2
                && mostBytes <= largest.memoryBytes() / 2;
    }

    /**
     * All bounds, where {@link #isVolume} says that they follow from this.
     *
     * @param sums how many instances, their CPU, their memory
     */
    public static Bound ofSums(Fleet fleet, long[] sums) {
        if (sums[0] == 0) {
            return Bound.NONE;
        }
        Volume largest = Volume.of(fleet);
        int volume = largest.hosts((int) sums[0], sums[1], sums[2]);
        return new Bound(
                volume,
                Math.max(
                        hostsFor(sums[1], largest.cpuMillis()),
                        hostsFor(sums[2], largest.memoryBytes())),
                volume);
    }

    private static Bound ofFitting(Fleet fleet, int[] cpuMillis, long[] memoryBytes) {
        int count = cpuMillis.length;
        if (count == 0) {
            return Bound.NONE;
        }
        long[] cpu = new long[count];
        for (int i = 0; i < count; i++) {
            cpu[i] = cpuMillis[i];
        }
        Volume largest = Volume.of(fleet);
        int volume = largest.hosts(count, sum(cpu, 0, count), sum(memoryBytes, 0, count));
        return new Bound(
                volume,
                Math.max(
                        martelloToth(cpu, largest.cpuMillis()),
                        martelloToth(memoryBytes, largest.memoryBytes())),
                // With one class the program says what the volume does, without a solver.
                classes(fleet) == 1 ? volume : LinearBound.of(fleet, cpuMillis, memoryBytes));
    }

    private static int classes(Fleet fleet) {
        int classes = 0;
        for (HostClass each : fleet.classes()) {
            classes += each.count() > 0 ? 1 : 0;
        }
        return classes;
    }

    /**
     * The bound L2 for one resource: never below L1, and better where many instances need more than
     * half a host. For each threshold t up to half a host: two instances of more than half a host
     * never share one, an instance of more than (host - t) shares with none of at least t, and what
     * lies from t to half a host fills the room that the others leave. O(n log n); O(n) where no
     * instance needs more than half a host, when it is L1.
     *
     * <p>Source: S. Martello, P. Toth, "Knapsack Problems", Wiley 1990, section 8.3; the same,
     * "Lower bounds and reduction procedures for the bin packing problem", Discrete Appl. Math. 28.
     */
    public static int martelloToth(long[] needed, long capacity) {
        long most = 0;
        for (long each : needed) {
            most = each > most ? each : most;
        }
        if (most <= capacity / 2) {
            return hostsFor(sum(needed, 0, needed.length), capacity);
        }
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
