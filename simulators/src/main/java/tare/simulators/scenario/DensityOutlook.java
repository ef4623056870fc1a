package tare.simulators.scenario;

import java.util.List;
import tare.simulators.catalogue.Technology;
import tare.simulators.engine.Case;
import tare.simulators.engine.Outcome;
import tare.simulators.engine.Overhead;
import tare.simulators.engine.Simulation;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.HostType;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Density.PolicyHosts;

/**
 * The same fleet on the same hosts with each technology: an instance needs its service's own memory
 * and the technology's overhead, all of it resident, nothing shared. CPU, network, disk and
 * failures are left out, so the numbers are what memory alone allows.
 */
public final class DensityOutlook {

    private static final List<String> POLICIES = List.of("first-fit", "best-fit");

    private DensityOutlook() {}

    /**
     * Packs the fleet once for each technology and policy. A pure function.
     *
     * @param services what each service needs for itself, without isolation
     * @return one for each technology, in their order
     */
    public static List<Density> of(
            HostType host, Workload services, List<Technology> technologies) {
        return technologies.stream().map(technology -> of(host, services, technology)).toList();
    }

    private static Density of(HostType host, Workload services, Technology technology) {
        Case all =
                new Case(
                        Fleet.of(HostClass.of("host", services.count(), 0, host.usableBytes())),
                        WorkloadSpec.Drawn.usual(),
                        POLICIES.get(0),
                        Overhead.ofMemory(technology.name(), technology.overheadBytes()),
                        Case.Admission.REJECT,
                        0,
                        0,
                        0);
        List<Outcome> outcomes =
                all.with(POLICIES).stream().map(each -> Simulation.run(each, services)).toList();
        return new Density(
                technology,
                outcomes.stream()
                        .map(each -> new PolicyHosts(each.policy(), each.hosts()))
                        .toList(),
                outcomes.get(0).bound().hosts(),
                outcomes.get(0).rejected(),
                host.usableBytes() / technology.overheadBytes());
    }
}
