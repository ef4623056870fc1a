package tare.simulators.placement;

import java.util.Comparator;
import tare.simulators.fleet.Workload;

/** Decides on which host each instance runs. Itself without state: a {@link Placer} has it. */
public interface Policy {

    /** In what order instances are tried that are there at the same moment. */
    enum Order {
        /** As they arrived. */
        ARRIVAL,
        /** The one with the largest sum of its shares of the largest host first. */
        DECREASING,
        /** The most important first, then as they arrived. */
        PRIORITY,
        /** The owner with the least dominant share first; of one owner as they arrived. */
        DOMINANT_SHARE
    }

    /** The name that users write, for example {@code first-fit}. */
    String name();

    /** The order in which instances are tried that are there at the same moment. */
    default Order order() {
        return Order.ARRIVAL;
    }

    /** Whether an instance may take the place of less important ones. */
    default boolean preempts() {
        return false;
    }

    /**
     * Begins a run.
     *
     * @param hosts changed by the caller, who tells the placer
     * @param workload with the isolation's overhead
     * @param seed of what is drawn
     */
    Placer placer(Hosts hosts, Workload workload, long seed);

    /** Policies in the order of their names. */
    static Comparator<Policy> byName() {
        return Comparator.comparing(Policy::name);
    }
}
