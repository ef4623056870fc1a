package tare.simulators.placement.index;

import java.util.Arrays;
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
    private final EmptyHosts empty;
    private final CapacityTree tree;
    private final Need need;
    private final double[] keyOf;
    private final int count;
    private final int classes;
    private final int leastCpuMillis;
    private final long leastMemoryBytes;
    private final boolean emptyLast;

    /**
     * The host that changed last, which is in the tree only when another one changes: many a rule
     * chooses the same host again and again. None, or it could take the smallest instance.
     */
    private int latest = Hosts.NONE;

    private double latestKey;

    /**
     * @param hosts all of them empty, or not
     */
    public KeyPlacer(KeyRule rule, Hosts hosts, Workload workload) {
        this.rule = rule;
        this.hosts = hosts;
        this.workload = workload;
        count = hosts.count();
        classes = hosts.classes().size();
        leastCpuMillis = workload.leastCpuMillis();
        leastMemoryBytes = workload.leastMemoryBytes();
        emptyLast = rule.emptyLast();
        empty = new EmptyHosts(hosts);
        Slopes slopes = new Slopes(hosts, workload);
        tree = new CapacityTree(false, slopes);
        need = new Need(slopes);
        keyOf = new double[count];
        Arrays.fill(keyOf, ABSENT);
        for (int host = 0; hosts.inUse() > 0 && host < count; host++) {
            if (hosts.instances(host) > 0) {
                changed(host);
            }
        }
    }

    @Override
    public int choose(int instance) {
        int cpu = workload.cpuMillis(instance);
        long memory = workload.memoryBytes(instance);
        int best = Hosts.NONE;
        double bestKey = Double.POSITIVE_INFINITY;
        if (!emptyLast) {
            best = hosts.inUse() == count ? Hosts.NONE : emptyFor(cpu, memory);
            bestKey = best == Hosts.NONE ? bestKey : key(best);
        }
        if (latest != Hosts.NONE
                && precedes(latestKey, latest, bestKey, best)
                && hosts.fits(latest, cpu, memory)) {
            best = latest;
            bestKey = latestKey;
        }
        if (best == Hosts.NONE || bestKey >= tree.leastKey()) {
            int used = tree.first(need.of(cpu, memory));
            if (used != Hosts.NONE && precedes(keyOf[used], used, bestKey, best)) {
                best = used;
            }
        }
        return best == Hosts.NONE && emptyLast ? emptyFor(cpu, memory) : best;
    }

    /** The empty host that is preferred, or none. */
    private int emptyFor(int cpu, long memory) {
        int best = Hosts.NONE;
        double bestKey = Double.POSITIVE_INFINITY;
        for (int kind = 0; kind < classes; kind++) {
            int host = empty.lowest(kind, cpu, memory);
            if (host == Hosts.NONE) {
                continue;
            }
            double key = key(host);
            if (precedes(key, host, bestKey, best)) {
                best = host;
                bestKey = key;
            }
        }
        return best;
    }

    private static boolean precedes(double key, int host, double otherKey, int other) {
        return other == Hosts.NONE || key < otherKey || (key == otherKey && host < other);
    }

    @Override
    public void changed(int host) {
        int instances = hosts.instances(host);
        empty.changed(host, instances);
        if (host != latest) {
            if (keyOf[host] != ABSENT) {
                tree.remove(keyOf[host], host);
                keyOf[host] = ABSENT;
            }
            settle();
        }
        boolean asked = instances > 0 && hosts.fits(host, leastCpuMillis, leastMemoryBytes);
        latest = asked ? host : Hosts.NONE;
        latestKey = asked ? key(host) : ABSENT;
    }

    private void settle() {
        if (latest != Hosts.NONE) {
            keyOf[latest] = latestKey;
            tree.insert(
                    latestKey,
                    latest,
                    hosts.freeCpuMillis(latest),
                    hosts.freeMemoryBytes(latest),
                    1);
        }
    }

    private double key(int host) {
        return rule.key(
                hosts.kind(host),
                hosts.freeCpuMillis(host),
                hosts.freeMemoryBytes(host),
                hosts.instances(host));
    }
}
