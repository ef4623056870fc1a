package tare.simulators.placement.packing;

import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.index.NumberTree;

/**
 * Each instance goes onto the host with the lowest number that has room. With one resource and
 * without departures at most 1.7 times as many hosts as the best placement.
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

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        NumberTree tree = new NumberTree(hosts, workload);
        return new Placer() {
            @Override
            public int choose(int instance) {
                return tree.firstFrom(
                        0, workload.cpuMillis(instance), workload.memoryBytes(instance));
            }

            @Override
            public void changed(int host) {
                tree.changed(host);
            }
        };
    }
}
