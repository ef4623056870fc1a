package tare.harness.backend;

import java.util.List;
import java.util.Set;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/**
 * One way to isolate. A backend never falls back to another: what its key names is on, or the
 * launch fails.
 *
 * <p>Backends are used by one thread at a time.
 */
public interface Backend extends AutoCloseable {

    /** Names exactly what is on, for example {@code namespace-network}. */
    String key();

    BackendClass backendClass();

    /** One sentence for {@code tare backends}: what is driven, and what is measured through it. */
    String description();

    /** How the ready byte reaches the host, for example {@code pipe} or {@code mmio-exit}. */
    String channel();

    Set<Capability> capabilities();

    /** Labels that every cell of this backend carries on this host; empty for most. */
    Set<Label> labels();

    /** Finds out, without side effects that last, whether launches can work here. */
    Availability probe();

    /**
     * Makes everything ready that is not part of the launch: arrays, native memory, the journal's
     * intent. Nothing is started.
     *
     * @throws LaunchException if it cannot
     */
    Launch prepare(InstanceSpec spec);

    /**
     * Where it runs payload kernels without a program in the probe's place; empty for most.
     *
     * @param cpus CPU list that they are bound to; empty for no binding
     */
    default List<PayloadPlace> payloadPlaces(String cpus) {
        return List.of();
    }

    /**
     * How the host reaches a port inside. May start a program of the backend's to find out, so it
     * is asked only where it matters.
     */
    default Reach reach() {
        return switch (backendClass()) {
            case PROCESS, CONTAINER -> new Reach.Joined();
            default ->
                    new Reach.Apart(
                            new Availability.Unavailable(
                                    "instances of this backend have a network stack of their own,"
                                            + " which a virtual Ethernet pair does not reach",
                                    "compare processes and containers, whose network is the host"
                                            + " kernel's, or guests of qemu:…, which forward a"
                                            + " port"));
        };
    }

    /**
     * The layers that it is made of, one by one: forward from none to all, then all but one. Empty
     * for a backend that Tare cannot take apart. Used by the thread that uses the backend.
     */
    default List<Rung> ladder() {
        return List.of();
    }

    /** Ends what the backend itself keeps, such as a daemon of its own; idempotent. */
    @Override
    default void close() {}
}
