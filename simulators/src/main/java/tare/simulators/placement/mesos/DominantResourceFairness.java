package tare.simulators.placement.mesos;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.index.NumberTree;

/**
 * Mesos with its allocator: the framework with the least dominant share is offered agents, from a
 * random one on, declines those on which its next task has no room, and starts one task on the
 * first that has. Frameworks are the workload's owners. The progressive filling is in the order
 * that the engine keeps; a framework that no agent helps is left out until something departs, as
 * its filter would do for five seconds.
 *
 * <p>Source: A. Ghodsi et al., "Dominant resource fairness", NSDI 2011; B. Hindman et al., "Mesos:
 * a platform for fine-grained resource sharing in the data center", NSDI 2011.
 */
public final class DominantResourceFairness implements Policy {

    private static final String GENERATOR = "L64X128MixRandom";

    @Override
    public String name() {
        return "mesos-drf";
    }

    @Override
    public Order order() {
        return Order.DOMINANT_SHARE;
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        NumberTree tree = new NumberTree(hosts, workload);
        RandomGenerator random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        return new Placer() {
            @Override
            public int choose(int instance) {
                int cpu = workload.cpuMillis(instance);
                long memory = workload.memoryBytes(instance);
                int count = hosts.count();
                int first = count == 0 ? 0 : (int) ((random.nextLong() >>> 1) % count);
                int host = tree.firstFrom(first, cpu, memory);
                return host == Hosts.NONE ? tree.firstFrom(0, cpu, memory) : host;
            }

            @Override
            public void changed(int host) {
                tree.changed(host);
            }
        };
    }
}
