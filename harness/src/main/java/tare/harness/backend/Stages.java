package tare.harness.backend;

/**
 * When one launch reached its stages, all on the host's monotonic clock. {@link #UNSEEN} marks a
 * stage that this backend cannot show or has not reached.
 *
 * @param startNanos t0: just before the launch's first system call
 * @param createdNanos the backend's objects exist
 * @param enteredNanos first guest instruction
 * @param readyNanos the host saw the ready byte
 * @param stopRequestedNanos the stop was asked for
 * @param stoppedNanos every process reaped, every path removed
 * @param childCpuNanos CPU time of the instance's processes, or {@link #UNSEEN}
 * @param tareCpuNanos CPU time of the launching thread from t0 to ready, or {@link #UNSEEN}
 */
public record Stages(
        long startNanos,
        long createdNanos,
        long enteredNanos,
        long readyNanos,
        long stopRequestedNanos,
        long stoppedNanos,
        long childCpuNanos,
        long tareCpuNanos) {

    /** A stage without a time. */
    public static final long UNSEEN = Long.MIN_VALUE;
}
