package tare.simulators.placement.scoring;

import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.Shares;
import tare.simulators.placement.index.Box;
import tare.simulators.placement.index.ScorePlacer;
import tare.simulators.placement.index.ScoreRule;

/**
 * Each instance goes onto the host whose free shares go best with what it needs: the largest scalar
 * product of both. An empty host is taken only when none in use has room.
 *
 * <p>Source: Panigrahy et al. 2011, section 3, "Dot-Product" with all weights 1.
 */
public final class DotProduct implements Policy, ScoreRule {

    @Override
    public String name() {
        return "dot-product";
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
        return Shares.ofCpu(kind, cpuMillis) * Shares.ofCpu(kind, freeCpuMillis)
                + Shares.ofMemory(kind, memoryBytes) * Shares.ofMemory(kind, freeMemoryBytes);
    }

    @Override
    public double most(HostClass kind, int cpuMillis, long memoryBytes, Box box) {
        return score(kind, cpuMillis, memoryBytes, box.mostCpuMillis(), box.mostMemoryBytes(), 0);
    }

    @Override
    public boolean emptyLast() {
        return true;
    }
}
