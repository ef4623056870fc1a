package tare.harness.backend.guest;

import tare.harness.backend.InstanceSpec;

/** Where the guests of a backend come from, for as long as its device is open. */
public interface Guests extends AutoCloseable {

    /**
     * A guest for one launch, not placed yet.
     *
     * @throws tare.harness.linux.NativeException if it cannot be had
     */
    Guest prepare(InstanceSpec spec);

    /** Guests live on; none is prepared any more. */
    @Override
    void close();
}
