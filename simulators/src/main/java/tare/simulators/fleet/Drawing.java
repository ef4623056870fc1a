package tare.simulators.fleet;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Makes workloads from their specs. */
final class Drawing {

    private static final String GENERATOR = "L64X128MixRandom";

    /** Bits of a random number that a double holds. */
    private static final int BITS = 53;

    private final RandomGenerator random;

    Drawing(long seed) {
        random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    }

    Workload of(WorkloadSpec.Drawn spec) {
        long total = spec.mix().stream().mapToLong(Size::weight).sum();
        WorkloadBuilder builder = new WorkloadBuilder(spec.count());
        long nowNanos = 0;
        int gang = 0;
        while (builder.count() < spec.count()) {
            Size size = sizeAt(below(total), spec.mix());
            if (spec.meanGapNanos() > 0) {
                nowNanos = Math.addExact(nowNanos, exponential(spec.meanGapNanos()));
            }
            long departsNanos =
                    spec.meanLifeNanos() > 0
                            ? Math.addExact(nowNanos, 1 + exponential(spec.meanLifeNanos()))
                            : Workload.NEVER;
            for (int i = 0; i < size.gang(); i++) {
                add(builder, size, nowNanos, departsNanos, size.gang() > 1 ? gang : -1);
            }
            gang += size.gang() > 1 ? 1 : 0;
        }
        return builder.build();
    }

    static Workload of(WorkloadSpec.Cyclic spec) {
        WorkloadBuilder builder = new WorkloadBuilder(spec.count());
        long departsNanos = spec.lifeNanos() > 0 ? spec.lifeNanos() : Workload.NEVER;
        List<Size> sizes = spec.sizes();
        for (int turn = 0; builder.count() < spec.count(); turn++) {
            Size size = sizes.get(turn % sizes.size());
            for (int i = 0; i < size.weight() && builder.count() < spec.count(); i++) {
                add(builder, size, 0, departsNanos, Workload.NO_GANG);
            }
        }
        return builder.build();
    }

    private static void add(
            WorkloadBuilder builder, Size size, long arrives, long departs, int gang) {
        builder.add(
                size.cpuMillis(),
                size.memoryBytes(),
                arrives,
                departs,
                size.priority(),
                size.owner(),
                gang);
    }

    private static Size sizeAt(long ticket, List<Size> mix) {
        long rest = ticket;
        for (Size size : mix) {
            rest -= size.weight();
            if (rest < 0) {
                return size;
            }
        }
        throw new AssertionError("ticket " + ticket + " lies beyond the mix");
    }

    private long exponential(long mean) {
        // In (0, 1], so that the logarithm exists.
        double share = ((random.nextLong() >>> (Long.SIZE - BITS)) + 1) * 0x1p-53;
        return (long) (-StrictMath.log(share) * mean);
    }

    /**
     * A number below the bound, each as likely. The library's own bounded draw is not specified bit
     * by bit, so a later JDK might draw another fleet.
     */
    private long below(long bound) {
        while (true) {
            long bits = random.nextLong() >>> 1;
            long value = bits % bound;
            // Negative by overflow: bits lie in the last, incomplete stretch of the range.
            if (bits - value + (bound - 1) >= 0) {
                return value;
            }
        }
    }
}
