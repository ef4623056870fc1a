package tare.harness.fork;

import java.time.Duration;

/**
 * What a fork inside an instance may take.
 *
 * @param memoryBytes of the instance
 * @param tasks of the instance
 * @param start until the JVM inside is up
 * @param whole from there until it has ended
 */
public record ForkLimits(long memoryBytes, int tasks, Duration start, Duration whole) {

    /** As declared for every instance that a JVM runs in: 2 GiB and 256 tasks. */
    public static ForkLimits usual(Duration start, Duration whole) {
        return new ForkLimits(2L << 30, 256, start, whole);
    }
}
