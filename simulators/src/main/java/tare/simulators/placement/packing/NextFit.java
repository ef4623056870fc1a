package tare.simulators.placement.packing;

import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.index.NumberTree;

/**
 * Each instance goes onto the host that took the last one, or else onto the next after it that has
 * room; after the last host comes the first. With one resource, without departures and before it
 * comes round less than twice as many hosts as the best placement. What CloudSim Plus calls first
 * fit is this.
 *
 * <p>Source: Johnson et al. 1974, as for {@link FirstFit}.
 */
public final class NextFit implements Policy {

    @Override
    public String name() {
        return "next-fit";
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        NumberTree tree = new NumberTree(hosts, workload);
        return new Placer() {
            private int last;

            @Override
            public int choose(int instance) {
                int cpu = workload.cpuMillis(instance);
                long memory = workload.memoryBytes(instance);
                if (last < hosts.count() && hosts.fits(last, cpu, memory)) {
                    return last;
                }
                int host = tree.firstFrom(last, cpu, memory);
                if (host == Hosts.NONE && last > 0) {
                    host = tree.firstFrom(0, cpu, memory);
                }
                last = host == Hosts.NONE ? last : host;
                return host;
            }

            @Override
            public void changed(int host) {
                tree.changed(host);
            }
        };
    }
}
