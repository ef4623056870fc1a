package tare.simulators.placement.packing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;
import tare.simulators.placement.Placement;
import tare.simulators.placement.Policy;
import tare.simulators.placement.optimal.LowerBound;

/** The fast policies against a scan over all hosts, on random fleets; the seed is in the name. */
class PackingProperties {

    private static final int ROUNDS_PER_SEED = 20;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void choosesAsNaiveScanDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS_PER_SEED; round++) {
            long capacity = 1 + random.nextLong(1L << random.nextInt(1, 40));
            Instances instances = instances(random, capacity);
            HostType host = new HostType(capacity, 0);

            assertArrayEquals(
                    scan(instances, capacity, false), hosts(new FirstFit(), instances, host));
            assertArrayEquals(
                    scan(instances, capacity, true), hosts(new BestFit(), instances, host));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void staysBetweenTheBoundAndTheGuarantee(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS_PER_SEED; round++) {
            long capacity = random.nextInt(1, 30);
            int count = random.nextInt(0, 9);
            long[] bytes = random.longs(count, 0, capacity + 1).toArray();
            Instances instances = new Instances(bytes);
            HostType host = new HostType(capacity, 0);
            int optimum = optimum(bytes, capacity);

            int bound = LowerBound.martelloToth(instances, host);
            assertTrue(bound <= optimum, () -> Arrays.toString(bytes) + " on " + capacity);
            assertTrue(LowerBound.volume(instances, host) <= bound);
            for (Policy policy : new Policy[] {new FirstFit(), new BestFit()}) {
                int used = policy.place(instances, host).hosts();
                assertTrue(used >= optimum, policy.name());
                assertTrue(10 * used <= 17 * optimum, policy.name());
            }
        }
    }

    /** Some fleets of few sizes, so that ties are common; some with instances too large. */
    private static Instances instances(SplittableRandom random, long capacity) {
        int count = random.nextInt(0, 300);
        long most = Math.max(1, capacity / random.nextInt(1, 20)) + random.nextInt(0, 2);
        long grain = Math.max(1, most / random.nextInt(1, 50));
        return new Instances(
                random.longs(count, 0, most + 1).map(b -> b / grain * grain).toArray());
    }

    private static int[] hosts(Policy policy, Instances instances, HostType host) {
        Placement placement = policy.place(instances, host);
        return IntStream.range(0, instances.count()).map(placement::hostOf).toArray();
    }

    private static int[] scan(Instances instances, long capacity, boolean tightest) {
        long[] free = new long[instances.count()];
        int open = 0;
        int[] hostOf = new int[instances.count()];
        for (int i = 0; i < hostOf.length; i++) {
            long bytes = instances.memoryBytes(i);
            int chosen = -1;
            for (int host = 0; host < open; host++) {
                boolean better = chosen < 0 || (tightest && free[host] < free[chosen]);
                chosen = free[host] >= bytes && better ? host : chosen;
            }
            if (chosen < 0 && bytes <= capacity) {
                chosen = open++;
                free[chosen] = capacity;
            }
            hostOf[i] = chosen;
            if (chosen >= 0) {
                free[chosen] -= bytes;
            }
        }
        return hostOf;
    }

    /** The fewest hosts of all placements: tries them all. */
    private static int optimum(long[] bytes, long capacity) {
        return place(bytes, 0, new long[bytes.length], 0, capacity, bytes.length);
    }

    private static int place(
            long[] bytes, int next, long[] used, int open, long capacity, int fewest) {
        if (open >= fewest || next == bytes.length) {
            return Math.min(open, fewest);
        }
        int best = fewest;
        for (int host = 0; host <= open && host < used.length; host++) {
            if (used[host] + bytes[next] <= capacity) {
                used[host] += bytes[next];
                best = place(bytes, next + 1, used, Math.max(open, host + 1), capacity, best);
                used[host] -= bytes[next];
            }
        }
        return best;
    }
}
