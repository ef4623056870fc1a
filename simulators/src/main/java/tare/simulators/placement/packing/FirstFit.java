package tare.simulators.placement.packing;

import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;
import tare.simulators.placement.Placement;
import tare.simulators.placement.Policy;

/**
 * Each instance goes onto the first host, in the order in which they were opened, that has room. At
 * most 1.7 times as many hosts as the best placement.
 *
 * <p>Source: D. S. Johnson, A. Demers, J. D. Ullman, M. R. Garey, R. L. Graham, "Worst-case
 * performance bounds for simple one-dimensional packing algorithms", SIAM J. Comput. 3(4), 1974;
 * the factor without an additive term: G. Dósa, J. Sgall, STACS 2013.
 */
public final class FirstFit implements Policy {

    @Override
    public String name() {
        return "first-fit";
    }

    /** O(log n) for each instance. */
    @Override
    public Placement place(Instances instances, HostType host) {
        long capacityBytes = host.usableBytes();
        FreeTree free = new FreeTree(instances.count(), capacityBytes);
        int[] hostOf = new int[instances.count()];
        for (int i = 0; i < hostOf.length; i++) {
            long bytes = instances.memoryBytes(i);
            // A host that is not open yet has all its memory free, so it is found after the others.
            hostOf[i] = bytes > capacityBytes ? Placement.REJECTED : free.takeFirst(bytes);
        }
        return new Placement(hostOf);
    }
}
