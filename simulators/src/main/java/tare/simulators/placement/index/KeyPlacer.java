package tare.simulators.placement.index;

import java.util.Arrays;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;

/**
 * Places by a {@link KeyRule}: O(log hosts) for each instance where most hosts with room are alike.
 */
public final class KeyPlacer implements Placer {

    /** In place of a key: the host is not in the tree. */
    private static final double ABSENT = -1;

    private final KeyRule rule;
    private final Hosts hosts;
    private final Workload workload;
    private final Smallest smallest;
    private final EmptyHosts empty;
    private final CapacityTree tree;
    private final Need need;
    private final double[] keyOf;

    /**
     * @param hosts all of them empty, or not
     */
    public KeyPlacer(KeyRule rule, Hosts hosts, Workload workload) {
        this.rule = rule;
        this.hosts = hosts;
        this.workload = workload;
        smallest = Smallest.of(workload);
        empty = new EmptyHosts(hosts);
        Slopes slopes = new Slopes(hosts, workload);
        tree = new CapacityTree(false, slopes);
        need = new Need(slopes);
        keyOf = new double[hosts.count()];
        Arrays.fill(keyOf, ABSENT);
        for (int host = 0; host < keyOf.length; host++) {
            if (hosts.instances(host) > 0) {
                changed(host);
            }
        }
    }

    @Override
    public int choose(int instance) {
        int cpu = workload.cpuMillis(instance);
        long memory = workload.memoryBytes(instance);
        int used = tree.first(need.of(cpu, memory));
        if (used != Hosts.NONE && rule.emptyLast()) {
            return used;
        }
        int best = used;
        double bestKey = used == Hosts.NONE ? Double.POSITIVE_INFINITY : keyOf[used];
        for (int kind = 0; kind < hosts.classes().size(); kind++) {
            int host = empty.lowest(kind, cpu, memory);
            if (host == Hosts.NONE) {
                continue;
            }
            double key = key(host);
            if (key < bestKey || (key == bestKey && host < best) || best == Hosts.NONE) {
                best = host;
                bestKey = key;
            }
        }
        return best;
    }

    @Override
    public void changed(int host) {
        empty.changed(host);
        if (keyOf[host] != ABSENT) {
            tree.remove(keyOf[host], host);
            keyOf[host] = ABSENT;
        }
        if (hosts.instances(host) > 0
                && hosts.fits(host, smallest.cpuMillis(), smallest.memoryBytes())) {
            keyOf[host] = key(host);
            tree.insert(
                    keyOf[host],
                    host,
                    hosts.freeCpuMillis(host),
                    hosts.freeMemoryBytes(host),
                    hosts.instances(host));
        }
    }

    private double key(int host) {
        HostClass kind = hosts.kind(host);
        return rule.key(
                kind,
                hosts.freeCpuMillis(host),
                hosts.freeMemoryBytes(host),
                hosts.instances(host));
    }
}
