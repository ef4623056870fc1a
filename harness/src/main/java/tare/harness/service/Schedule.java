package tare.harness.service;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * When requests are due, whatever becomes of those before: a Poisson process.
 *
 * @param dueNanos from the beginning, ascending
 */
// Handed to one reader, which does not change it.
@SuppressWarnings("ArrayRecordComponent")
record Schedule(long[] dueNanos) {

    private static final double NANOS_PER_SECOND = 1e9;

    /**
     * Arrivals of a mean rate.
     *
     * @param perSecond above 0
     * @param nanos how long they come
     * @param seed the same seed gives the same arrivals
     */
    static Schedule poisson(double perSecond, long nanos, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        // Room for ten standard deviations more than the mean.
        double mean = perSecond * nanos / NANOS_PER_SECOND;
        long[] due = new long[(int) (mean + 10 * StrictMath.sqrt(mean) + 10)];
        int count = 0;
        double at = 0;
        while (count < due.length) {
            // Inverse of the exponential distribution; nextDouble is below 1.
            at += -StrictMath.log(1 - random.nextDouble()) * NANOS_PER_SECOND / perSecond;
            if (at >= nanos) {
                break;
            }
            due[count++] = (long) at;
        }
        return new Schedule(Arrays.copyOf(due, count));
    }
}
