package tare.harness.linux.kvm.bare;

/** A guest with some of its parts, or too few to be one. Used by one thread. */
public interface BarePiece extends AutoCloseable {

    /**
     * Makes the parts.
     *
     * @throws tare.harness.linux.NativeException the request that failed; nothing is left
     */
    void create();

    /**
     * Runs it until it acts, where it has what that takes; returns at once where it has not.
     *
     * @throws tare.harness.linux.NativeException if it does not act within the limit
     */
    void act(long limitNanos);

    /** Takes everything away; idempotent. */
    @Override
    void close();
}
