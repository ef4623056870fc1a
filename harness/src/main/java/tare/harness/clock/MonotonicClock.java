package tare.harness.clock;

/** The host's monotonic clock, in nanoseconds from an arbitrary origin. */
@FunctionalInterface
public interface MonotonicClock {

    /** Nanoseconds now; differences are durations, the value itself means nothing. */
    long nanos();

    /**
     * CLOCK_MONOTONIC: what {@link System#nanoTime} reads on Linux, without a system call. The
     * probe reads the same clock.
     */
    static MonotonicClock system() {
        return System::nanoTime;
    }
}
