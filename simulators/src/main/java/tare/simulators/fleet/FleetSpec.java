package tare.simulators.fleet;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * How to draw a fleet: the same spec gives the same instances on every machine.
 *
 * @param services how many instances, at least 0
 * @param seed of the generator L64X128MixRandom
 * @param mix sizes with weights; a size is drawn with probability weight / sum of weights
 */
public record FleetSpec(int services, long seed, List<Share> mix) {

    /**
     * One size of the mix.
     *
     * @param memoryBytes what such a service needs for itself, without its isolation
     * @param weight at least 1
     */
    public record Share(long memoryBytes, int weight) {

        public Share {
            if (memoryBytes < 0 || weight < 1) {
                throw new IllegalArgumentException(
                        "share of " + memoryBytes + " bytes with weight " + weight);
            }
        }

        private static Share ofMebibytes(int mebibytes, int weight) {
            return new Share((long) mebibytes << 20, weight);
        }
    }

    private static final String GENERATOR = "L64X128MixRandom";
    private static final int USUAL_SERVICES = 10_000;

    /**
     * An assumption, not a measurement: small services around 64 MiB, doubling sizes with weights
     * that fall off to both sides as a log-normal's would. Mean 116.8 MiB.
     */
    private static final List<Share> USUAL_MIX =
            List.of(
                    Share.ofMebibytes(16, 10),
                    Share.ofMebibytes(32, 20),
                    Share.ofMebibytes(64, 30),
                    Share.ofMebibytes(128, 20),
                    Share.ofMebibytes(256, 15),
                    Share.ofMebibytes(512, 5));

    public FleetSpec {
        mix = List.copyOf(mix);
        if (services < 0 || mix.isEmpty()) {
            throw new IllegalArgumentException(
                    services + " services drawn from " + mix.size() + " sizes");
        }
    }

    /** 10,000 services of the mix that the density outlook is drawn for. */
    public static FleetSpec usual(long seed) {
        return new FleetSpec(USUAL_SERVICES, seed, USUAL_MIX);
    }

    /** Draws the fleet. */
    public Instances instances() {
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        long total = mix.stream().mapToLong(Share::weight).sum();
        long[] memoryBytes = new long[services];
        for (int i = 0; i < services; i++) {
            memoryBytes[i] = sizeAt(below(total, random));
        }
        return new Instances(memoryBytes);
    }

    private long sizeAt(long ticket) {
        long rest = ticket;
        for (Share share : mix) {
            rest -= share.weight();
            if (rest < 0) {
                return share.memoryBytes();
            }
        }
        throw new AssertionError("ticket " + ticket + " lies beyond the mix");
    }

    /**
     * A number below the bound, each as likely. The library's own bounded draw is not specified bit
     * by bit, so a later JDK might draw another fleet.
     */
    private static long below(long bound, RandomGenerator random) {
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
