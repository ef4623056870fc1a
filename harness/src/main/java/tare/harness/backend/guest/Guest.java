package tare.harness.backend.guest;

import java.util.Optional;
import tare.harness.backend.Diverging;

/** A bare guest of one launch. Its code runs on the thread that calls {@link #act}. */
public interface Guest extends AutoCloseable {

    /**
     * Makes all that it needs, up to its first run: the measured path.
     *
     * @throws tare.harness.linux.NativeException the request that failed
     */
    void place();

    /** Bounds the runs of this thread until {@link #disarm}. */
    void arm(long nanos);

    /** Ends the bound; idempotent. */
    void disarm();

    /**
     * Runs until it acts; between {@link #arm} and {@link #disarm}.
     *
     * @return whether it acted; if not, {@link #describeExit} says what it did
     * @throws tare.harness.linux.NativeException with ETIMEDOUT if it did not within the bound
     */
    boolean act();

    /** Why the last run ended, in words. */
    String describeExit();

    /** What is wrong with its first act; empty if it is the one that makes it ready. */
    Optional<String> complaint();

    /** Whether its last act is a right answer to a ping. */
    boolean answers();

    /** The way to let it write to what it shares, where it is forked; once it has acted. */
    default Optional<Diverging> diverging() {
        return Optional.empty();
    }

    /** Gives back what it needs only to act, until it is to act again. */
    void rest();

    /** Takes it away, placed or not; idempotent. */
    @Override
    void close();
}
