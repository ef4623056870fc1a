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
 * Each instance goes onto the emptiest host that has room: of those in use ({@code worst-fit},
 * which takes an empty one only when none has room), or of all ({@code spread-load}, as early Borg
 * did by its E-PVM score). With one resource and without departures {@code worst-fit} needs less
 * than twice as many hosts as the best placement.
 *
 * <p>Source: Johnson et al. 1974, as for {@link FirstFit}; A. Verma et al., "Large-scale cluster
 * management at Google with Borg", EuroSys 2015, section 3.2.
 */
public final class WorstFit implements Policy, KeyRule {

    private static final double RESOURCES = 2;

    private final boolean emptyLast;

    /**
     * @param emptyLast whether an empty host is taken only when none in use has room
     */
    public WorstFit(boolean emptyLast) {
        this.emptyLast = emptyLast;
    }

    @Override
    public String name() {
        return emptyLast ? "worst-fit" : "spread-load";
    }

    @Override
    public Placer placer(Hosts hosts, Workload workload, long seed) {
        return new KeyPlacer(this, hosts, workload);
    }

    @Override
    public double key(HostClass kind, int freeCpuMillis, long freeMemoryBytes, int instances) {
        return RESOURCES
                - (Shares.ofCpu(kind, freeCpuMillis) + Shares.ofMemory(kind, freeMemoryBytes));
    }

    @Override
    public boolean emptyLast() {
        return emptyLast;
    }
}
