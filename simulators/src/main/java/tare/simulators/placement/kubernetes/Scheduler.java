package tare.simulators.placement.kubernetes;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.index.NumberTree;

/** One run of {@link Kubernetes}. Nodes without room are passed over by a tree, not one by one. */
final class Scheduler implements Placer {

    private static final String GENERATOR = "L64X128MixRandom";

    private final Kubernetes of;
    private final Hosts hosts;
    private final Workload workload;
    private final NumberTree tree;
    private final RandomGenerator random;
    private final int wanted;

    /** What pods without requests count for beside what is requested, on each node. */
    private final NonZero nonZero;

    private int next;

    Scheduler(Kubernetes of, Hosts hosts, Workload workload, long seed) {
        this.of = of;
        this.hosts = hosts;
        this.workload = workload;
        tree = new NumberTree(hosts, workload);
        random = RandomGeneratorFactory.of(GENERATOR).create(seed);
        wanted = Sample.of(hosts.count(), of.samplePercent());
        nonZero = new NonZero(workload, hosts.count());
    }

    @Override
    public int choose(int instance) {
        int cpu = workload.cpuMillis(instance);
        long memory = workload.memoryBytes(instance);
        int count = hosts.count();
        int best = Hosts.NONE;
        long bestScore = -1;
        int ties = 0;
        int found = 0;
        int start = next;
        boolean round = false;
        int from = start;
        int looked = 0;
        while (found < wanted) {
            int host = tree.firstFrom(from, cpu, memory);
            if (host == Hosts.NONE && !round) {
                round = true;
                from = 0;
                continue;
            }
            if (host == Hosts.NONE || (round && host >= start)) {
                looked = count;
                break;
            }
            found++;
            from = host + 1;
            looked = Math.floorMod(host - start, count) + 1;
            long score = score(host, instance, cpu, memory);
            if (score > bestScore) {
                best = host;
                bestScore = score;
                ties = 1;
            } else if (score == bestScore && below(++ties) == 0) {
                // Each of k equals is kept with probability 1 / k, as in selectHost.
                best = host;
            }
        }
        next = count == 0 ? 0 : (start + looked) % count;
        return best;
    }

    private long score(int host, int instance, int cpu, long memory) {
        HostClass node = hosts.kind(host);
        long realCpu = (long) node.cpuMillis() - hosts.freeCpuMillis(host) + cpu;
        long realMemory = node.memoryBytes() - hosts.freeMemoryBytes(host) + memory;
        return of.score(
                node,
                realCpu + nonZero.moreCpu(host, instance),
                realMemory + nonZero.moreMemory(host, instance),
                realCpu,
                realMemory);
    }

    private int below(int bound) {
        return (int) ((random.nextLong() >>> 1) % bound);
    }

    @Override
    public void changed(int host) {
        tree.changed(host);
    }

    @Override
    public void placed(int instance, int host) {
        nonZero.add(instance, host, 1);
    }

    @Override
    public void removed(int instance, int host) {
        nonZero.add(instance, host, -1);
    }
}
