package tare.simulators.placement.index;

import java.util.Arrays;
import java.util.List;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;

/**
 * Places by a {@link ScoreRule}: branch and bound over a tree for each host class. How many hosts
 * are looked at depends on how well the rule's bound separates them.
 */
public final class ScorePlacer implements Placer {

    private static final double ABSENT = -1;

    private final ScoreRule rule;
    private final Hosts hosts;
    private final Workload workload;
    private final EmptyHosts empty;
    private final CapacityTree[] trees;
    private final Scoring[] searches;
    private final double[] orderOf;
    private final Need need;
    private int best;
    private double bestScore;
    private double bestOrder;

    /**
     * @param hosts all of them empty, or not
     */
    public ScorePlacer(ScoreRule rule, Hosts hosts, Workload workload) {
        this.rule = rule;
        this.hosts = hosts;
        this.workload = workload;
        empty = new EmptyHosts(hosts);
        Slopes slopes = new Slopes(hosts, workload);
        need = new Need(slopes);
        List<HostClass> classes = hosts.classes();
        trees = new CapacityTree[classes.size()];
        searches = new Scoring[trees.length];
        for (int kind = 0; kind < trees.length; kind++) {
            trees[kind] = new CapacityTree(true, slopes);
            searches[kind] = new Scoring(rule, classes.get(kind));
        }
        orderOf = new double[hosts.count()];
        Arrays.fill(orderOf, ABSENT);
        for (int host = 0; host < orderOf.length; host++) {
            if (hosts.instances(host) > 0) {
                changed(host);
            }
        }
    }

    @Override
    public int choose(int instance) {
        int cpu = workload.cpuMillis(instance);
        long memory = workload.memoryBytes(instance);
        best = Hosts.NONE;
        need.of(cpu, memory);
        for (int kind = 0; kind < trees.length; kind++) {
            searches[kind].of(cpu, memory);
            int host = trees[kind].best(searches[kind], need);
            if (host != Hosts.NONE) {
                offer(host, searches[kind].best(), orderOf[host]);
            }
        }
        if (best != Hosts.NONE && rule.emptyLast()) {
            return best;
        }
        for (int kind = 0; kind < trees.length; kind++) {
            int host = empty.lowest(kind, cpu, memory);
            if (host != Hosts.NONE) {
                HostClass of = hosts.classes().get(kind);
                offer(
                        host,
                        rule.score(of, cpu, memory, of.cpuMillis(), of.memoryBytes(), 0),
                        order(host));
            }
        }
        return best;
    }

    private void offer(int host, double score, double order) {
        if (best == Hosts.NONE
                || score > bestScore
                || (score == bestScore
                        && (order < bestOrder || (order == bestOrder && host < best)))) {
            best = host;
            bestScore = score;
            bestOrder = order;
        }
    }

    @Override
    public void changed(int host) {
        empty.changed(host, hosts.instances(host));
        CapacityTree tree = trees[hosts.classOf(host)];
        if (orderOf[host] != ABSENT) {
            tree.remove(orderOf[host], host);
            orderOf[host] = ABSENT;
        }
        if (hosts.instances(host) > 0
                && hosts.fits(host, workload.leastCpuMillis(), workload.leastMemoryBytes())) {
            orderOf[host] = order(host);
            tree.insert(
                    orderOf[host],
                    host,
                    hosts.freeCpuMillis(host),
                    hosts.freeMemoryBytes(host),
                    hosts.instances(host));
        }
    }

    private double order(int host) {
        return rule.order(
                hosts.kind(host),
                hosts.freeCpuMillis(host),
                hosts.freeMemoryBytes(host),
                hosts.instances(host));
    }
}
