package tare.simulators.scenario;

import java.util.List;
import tare.simulators.catalogue.Technology;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Instances;
import tare.simulators.placement.Placement;
import tare.simulators.placement.Policy;
import tare.simulators.placement.optimal.LowerBound;
import tare.simulators.scenario.Density.PolicyHosts;

/**
 * The same fleet on the same hosts with each technology: an instance needs its service's own memory
 * and the technology's overhead, all of it resident, nothing shared. CPU, network, disk and
 * failures are left out, so the numbers are what memory alone allows.
 */
public final class DensityOutlook {

    private DensityOutlook() {}

    /**
     * Packs the fleet once for each technology and policy. A pure function.
     *
     * @param services what each service needs for itself, without isolation
     * @return one for each technology, in their order
     */
    public static List<Density> of(
            HostType host, Instances services, List<Technology> technologies) {
        return technologies.stream().map(technology -> of(host, services, technology)).toList();
    }

    private static Density of(HostType host, Instances services, Technology technology) {
        Instances instances = services.withOverhead(technology.overheadBytes());
        return new Density(
                technology,
                Registry.policies().stream().map(policy -> pack(policy, instances, host)).toList(),
                LowerBound.martelloToth(instances, host),
                rejected(instances, host),
                host.usableBytes() / technology.overheadBytes());
    }

    private static PolicyHosts pack(Policy policy, Instances instances, HostType host) {
        Placement placement = policy.place(instances, host);
        return new PolicyHosts(policy.name(), placement.hosts());
    }

    /** The same for every policy: what is too large for an empty host. */
    private static int rejected(Instances instances, HostType host) {
        int rejected = 0;
        for (int i = 0; i < instances.count(); i++) {
            rejected += instances.memoryBytes(i) > host.usableBytes() ? 1 : 0;
        }
        return rejected;
    }
}
