package tare.simulators.placement.packing;

import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Hosts;
import tare.simulators.placement.Placer;
import tare.simulators.placement.Policy;
import tare.simulators.placement.Shares;
import tare.simulators.placement.index.KeyPlacer;
import tare.simulators.placement.index.KeyRule;

/**
 * Each instance goes onto the fullest host that has room: the one whose free shares of CPU and
 * memory have the least sum. An empty host is taken only when none in use has room. With one
 * resource and without departures at most 1.7 times as many hosts as the best placement.
 *
 * <p>Source: Johnson et al. 1974, as for {@link FirstFit}; the factor without an additive term: G.
 * Dósa, J. Sgall, ICALP 2014. The sum of shares as measure of several resources: R. Panigrahy, K.
 * Talwar, L. Uyeda, U. Wieder, "Heuristics for vector bin packing", Microsoft Research, 2011.
 */
public final class BestFit implements Policy, KeyRule {

    @Override
    public String name() {
        return "best-fit";
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        return new KeyPlacer(this, hosts, workload);
    }

    @Override
    public double key(HostClass kind, int freeCpuMillis, long freeMemoryBytes, int instances) {
        return Shares.ofCpu(kind, freeCpuMillis) + Shares.ofMemory(kind, freeMemoryBytes);
    }

    @Override
    public boolean emptyLast() {
        return true;
    }
}
