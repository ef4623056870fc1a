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
 * Rules that come one after the other, each in coarse steps, so that the next decides among those
 * that the last holds for equals: a host in use before an empty one; then best fit, in tenths of
 * the two free shares together; then the least stranded, in tenths of a host; then more instances,
 * up to 1,000.
 *
 * <p>Protean's rules and their steps are configuration of Azure's and not published; this has their
 * form. Source: O. Hadary et al., "Protean: VM allocation service at scale", OSDI 2020.
 */
public final class RuleChain implements Policy, ScoreRule {

    private static final int TENTHS = 10;

    /** The best fit's steps: from nothing free to all of two resources. */
    private static final int FIT_STEPS = 2 * TENTHS;

    private static final int STRANDED_STEPS = TENTHS + 1;
    private static final int MOST_INSTANCES = 1_000;

    @Override
    public String name() {
        return "rule-chain";
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
        double cpu = Shares.ofCpu(kind, freeCpuMillis - cpuMillis);
        double memory = Shares.ofMemory(kind, freeMemoryBytes - memoryBytes);
        return chain(cpu + memory, Math.abs(cpu - memory), instances);
    }

    @Override
    public double most(HostClass kind, int cpuMillis, long memoryBytes, Box box) {
        double leastCpu = Shares.ofCpu(kind, Math.max(0, box.leastCpuMillis() - cpuMillis));
        double mostCpu = Shares.ofCpu(kind, box.mostCpuMillis() - cpuMillis);
        double leastMemory =
                Shares.ofMemory(kind, Math.max(0, box.leastMemoryBytes() - memoryBytes));
        double mostMemory = Shares.ofMemory(kind, box.mostMemoryBytes() - memoryBytes);
        double stranded = Math.max(0, Math.max(leastCpu - mostMemory, leastMemory - mostCpu));
        return chain(leastCpu + leastMemory, stranded, box.mostInstances());
    }

    /** The rules as one number, in which an earlier one weighs more than all later ones. */
    private static double chain(double free, double stranded, int instances) {
        long fit = FIT_STEPS - (long) (free * TENTHS);
        long whole = STRANDED_STEPS - 1 - (long) (stranded * TENTHS);
        return (fit * STRANDED_STEPS + whole) * (MOST_INSTANCES + 1)
                + Math.min(instances, MOST_INSTANCES);
    }

    @Override
    public boolean emptyLast() {
        return true;
    }
}
