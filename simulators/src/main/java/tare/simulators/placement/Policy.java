package tare.simulators.placement;

import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;

/**
 * Decides on which host each instance runs. A pure function of its arguments: no state is kept
 * between calls.
 */
public interface Policy {

    /** The name that users write, for example {@code first-fit}. */
    String name();

    /**
     * Places the instances in their order. Hosts are opened one after the other, as many as it
     * takes; an instance that needs more than a whole host is rejected.
     */
    Placement place(Instances instances, HostType host);
}
