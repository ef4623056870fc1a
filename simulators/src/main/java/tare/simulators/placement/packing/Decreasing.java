package tare.simulators.placement.packing;

import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;

/**
 * Another policy, for which the largest of those that arrive together come first. First Fit
 * Decreasing needs at most 11/9 of the best placement's hosts and 6/9 more, with one resource.
 *
 * <p>Source: Johnson et al. 1974, as for {@link FirstFit}; the constant: G. Dósa, "The tight bound
 * of first fit decreasing", ESCAPE 2007.
 */
public final class Decreasing implements Policy {

    private final Policy policy;
    private final String name;

    public Decreasing(Policy policy) {
        this.policy = policy;
        // Not by +: what that asks of the JVM costs a simulation in a new one some 10 ms.
        name = policy.name().concat("-decreasing");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Order order() {
        return Order.DECREASING;
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        return policy.placer(hosts, workload, seed);
    }
}
