package tare.harness.backend;

/**
 * A launch that is prepared and not yet started. {@link #start} is the measured path: its first act
 * is to read the clock, then comes the first system call.
 */
public interface Launch extends AutoCloseable {

    /**
     * Starts the instance; returns when the backend's objects exist, without waiting for ready.
     *
     * @throws LaunchException which step failed and why; whatever was made is taken away again
     */
    Instance start();

    /** Frees what {@link Backend#prepare} made if it was never started; idempotent. */
    @Override
    void close();
}
