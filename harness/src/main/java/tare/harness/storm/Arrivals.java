package tare.harness.storm;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** How starts come to be due. */
public enum Arrivals {
    /** A Poisson process: many who know nothing of each other. */
    POISSON,
    /** One after the other at equal distances. */
    CONSTANT,
    /** {@link #BURST_SIZE} at the same moment, then nothing until the mean rate is met. */
    BURST;

    /** How many starts of a burst are due at once. */
    public static final int BURST_SIZE = 10;

    private static final double NANOS_PER_SECOND = 1e9;

    /** The word in plans and cells. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The arrivals of a word; empty if it is none. */
    public static Optional<Arrivals> of(String word) {
        return Arrays.stream(values()).filter(each -> each.id().equals(word)).findFirst();
    }

    /**
     * When starts are due, in nanoseconds from the beginning, ascending and below {@code nanos}.
     *
     * @param perSecond mean rate, above 0
     * @param seed the same seed gives the same times with every Java
     */
    public long[] dueNanos(double perSecond, long nanos, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        double gap = NANOS_PER_SECOND / perSecond;
        // Room for ten standard deviations more than the mean, and a burst.
        double mean = nanos / gap;
        long[] due = new long[(int) (mean + 10 * StrictMath.sqrt(mean) + 10 + BURST_SIZE)];
        int count = 0;
        double at = this == POISSON ? exponential(random, gap) : random.nextDouble() * gap;
        while (at < nanos && count < due.length) {
            due[count++] = (long) at;
            at +=
                    switch (this) {
                        case POISSON -> exponential(random, gap);
                        case CONSTANT -> gap;
                        case BURST -> count % BURST_SIZE == 0 ? BURST_SIZE * gap : 0;
                    };
        }
        return Arrays.copyOf(due, count);
    }

    /** By the inverse of the distribution; nextDouble is below 1. */
    private static double exponential(RandomGenerator random, double mean) {
        return -StrictMath.log(1 - random.nextDouble()) * mean;
    }
}
