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
 * Each instance goes where it leaves the least stranded: the least difference of the shares of CPU
 * and memory that stay free, as what one has more than the other is what nothing can use. An empty
 * host is taken only when none in use has room.
 *
 * <p>Borg's own score is not published; this is one in its spirit. Source: Verma et al.,
 * "Large-scale cluster management at Google with Borg", EuroSys 2015, section 3.2: a hybrid "that
 * tries to reduce the amount of stranded resources".
 */
public final class Stranding implements Policy, ScoreRule {

    @Override
    public String name() {
        return "least-stranded";
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
        return -Math.abs(
                Shares.ofCpu(kind, freeCpuMillis - cpuMillis)
                        - Shares.ofMemory(kind, freeMemoryBytes - memoryBytes));
    }

    @Override
    public double most(HostClass kind, int cpuMillis, long memoryBytes, Box box) {
        double leastCpu = Shares.ofCpu(kind, box.leastCpuMillis() - cpuMillis);
        double mostCpu = Shares.ofCpu(kind, box.mostCpuMillis() - cpuMillis);
        double leastMemory = Shares.ofMemory(kind, box.leastMemoryBytes() - memoryBytes);
        double mostMemory = Shares.ofMemory(kind, box.mostMemoryBytes() - memoryBytes);
        return -Math.max(0, Math.max(leastCpu - mostMemory, leastMemory - mostCpu));
    }

    @Override
    public boolean emptyLast() {
        return true;
    }
}
