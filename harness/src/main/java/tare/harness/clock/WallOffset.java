package tare.harness.clock;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How far the monotonic clock is from the host's wall clock, for what other programs stamp by the
 * latter. Holds until somebody sets the wall clock.
 *
 * @param nanos to be added to nanoseconds since 1970 to get the run's clock's
 */
public record WallOffset(long nanos) {

    /** Reads both clocks, one right after the other. */
    public static WallOffset read(MonotonicClock clock) {
        return new WallOffset(
                clock.nanos() - ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()));
    }

    /**
     * An instant of the wall clock on the run's clock.
     *
     * @param seconds since 1970
     * @param microseconds within the second
     */
    public long monotonicNanos(long seconds, long microseconds) {
        return seconds * 1_000_000_000L + microseconds * 1_000L + nanos;
    }
}
