package tare.simulators.queue;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random numbers from a named generator and a seed: the same on every machine and JDK. */
public final class Draws {

    private static final String GENERATOR = "L64X128MixRandom";

    /** Bits of a random number that a double holds. */
    private static final int BITS = 53;

    private final RandomGenerator random;

    public Draws(long seed) {
        random = RandomGeneratorFactory.of(GENERATOR).create(seed);
    }

    /** In (0, 1], so that its logarithm exists. */
    public double uniform() {
        return ((random.nextLong() >>> (Long.SIZE - BITS)) + 1) * 0x1p-53;
    }

    /** Exponential with this mean. */
    public double exponential(double mean) {
        return -StrictMath.log(uniform()) * mean;
    }

    /**
     * A number below the bound, each as likely. The library's own bounded draw is not specified bit
     * by bit.
     *
     * @param bound at least 1
     */
    public int below(int bound) {
        while (true) {
            long bits = random.nextLong() >>> 1;
            long value = bits % bound;
            // Negative by overflow: bits lie in the last, incomplete stretch of the range.
            if (bits - value + (bound - 1) >= 0) {
                return (int) value;
            }
        }
    }

    /** One of the values, each as likely. */
    public double oneOf(double[] values) {
        return values[below(values.length)];
    }
}
