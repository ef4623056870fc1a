package tare.simulators.placement.packing;

import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;
import tare.simulators.placement.Placement;
import tare.simulators.placement.Policy;

/**
 * Each instance goes onto the open host that it fills most; of equals, onto the one opened first. A
 * host is opened only when no open one has room. At most 1.7 times as many hosts as the best
 * placement.
 *
 * <p>Source: Johnson et al. 1974, as for {@link FirstFit}; the factor without an additive term: G.
 * Dósa, J. Sgall, ICALP 2014.
 */
public final class BestFit implements Policy {

    @Override
    public String name() {
        return "best-fit";
    }

    /** O(log n) expected for each instance. */
    @Override
    public Placement place(Instances instances, HostType host) {
        long capacityBytes = host.usableBytes();
        FreeOrder open = new FreeOrder(instances.count());
        int[] hostOf = new int[instances.count()];
        for (int i = 0; i < hostOf.length; i++) {
            long bytes = instances.memoryBytes(i);
            hostOf[i] =
                    bytes > capacityBytes ? Placement.REJECTED : put(open, bytes, capacityBytes);
        }
        return new Placement(hostOf);
    }

    private static int put(FreeOrder open, long bytes, long capacityBytes) {
        int host = open.tightest(bytes);
        if (host == FreeOrder.NONE) {
            return open.add(capacityBytes - bytes);
        }
        open.take(host, bytes);
        return host;
    }
}
