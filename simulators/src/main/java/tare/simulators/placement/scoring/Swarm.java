package tare.simulators.placement.scoring;

import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.index.Box;
import tare.simulators.placement.index.ScorePlacer;
import tare.simulators.placement.index.ScoreRule;

/**
 * Classic Docker Swarm's strategies. A node weighs what it would have reserved with the instance:
 * whole per cents of CPU and of memory, added. {@code swarm-spread} takes the lightest, of equals
 * the one with the fewest containers; {@code swarm-binpack} the heaviest, of equals the one with
 * the most.
 *
 * <p>Source: Docker Swarm (standalone) 1.2, scheduler/strategy: weighted_node.go, spread.go,
 * binpack.go; Docker documentation, "Docker Swarm strategies".
 */
public final class Swarm implements Policy, ScoreRule {

    private static final long PERCENT = 100;

    /** Above every number of containers that a host could have, and small enough for a double. */
    private static final double COUNTS = 1L << 32;

    private final boolean spread;

    /**
     * @param spread {@code swarm-spread}, else {@code swarm-binpack}
     */
    public Swarm(boolean spread) {
        this.spread = spread;
    }

    @Override
    public String name() {
        return spread ? "swarm-spread" : "swarm-binpack";
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        return new ScorePlacer(this, hosts, workload);
    }

    @Override
    public double score(
            HostClass kind,
            int cpuMillis,
            long memoryBytes,
            int freeCpuMillis,
            long freeMemoryBytes,
            int instances) {
        double heaviness =
                weight(kind, freeCpuMillis - cpuMillis, freeMemoryBytes - memoryBytes) * COUNTS
                        + instances;
        return spread ? -heaviness : heaviness;
    }

    @Override
    public double most(HostClass kind, int cpuMillis, long memoryBytes, Box box) {
        if (spread) {
            return score(
                    kind,
                    cpuMillis,
                    memoryBytes,
                    box.mostCpuMillis(),
                    box.mostMemoryBytes(),
                    box.fewestInstances());
        }
        return score(
                kind,
                cpuMillis,
                memoryBytes,
                Math.max(cpuMillis, box.leastCpuMillis()),
                Math.max(memoryBytes, box.leastMemoryBytes()),
                box.mostInstances());
    }

    private static long weight(HostClass kind, int restCpuMillis, long restBytes) {
        return percent(kind.cpuMillis() - restCpuMillis, kind.cpuMillis())
                + percent(kind.memoryBytes() - restBytes, kind.memoryBytes());
    }

    private static long percent(long used, long all) {
        return all == 0 ? 0 : used * PERCENT / all;
    }

    @Override
    public boolean emptyLast() {
        return false;
    }
}
