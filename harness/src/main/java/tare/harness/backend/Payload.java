package tare.harness.backend;

import java.util.Set;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

/**
 * A place that runs payload kernels, one after the other in the same buffer of {@link
 * KernelRequest#MOST_BYTES}. Used by one thread at a time, on which the kernels may run.
 */
public interface Payload extends AutoCloseable {

    /** Those that mean the same here as in a process. */
    Set<PayloadKernel> kernels();

    /**
     * Runs what is asked for.
     *
     * @return nanoseconds on the host's clock, from just before it is asked for until it is known
     *     to be done: with the way there and back, which an empty run shows
     * @throws LaunchException if the place has ended, or takes too long; it is then of no use but
     *     to be closed
     */
    long runNanos(KernelRequest request);

    /** Takes the place away; idempotent. */
    @Override
    void close();
}
