package tare.simulators.plan;

import java.util.List;
import tare.simulators.contention.CpuContention;
import tare.simulators.contention.MemoryPressure;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.sla.Sla;

/**
 * What a fleet's owner asks: these services, these promises, and what can be chosen.
 *
 * @param name of the fleet
 * @param seed of the first draw of the services
 * @param draws of the services in which a plan must hold, at least 1
 * @param services what they ask for
 * @param hosts kinds that can be had, at least one
 * @param technologies at least one
 * @param policies names, at least one
 * @param cpuOvercommit how many times a host's cores may be promised, ascending
 * @param memoryOvercommit likewise its memory; what isolation costs is never promised twice
 * @param cpu what services need of the cores they asked for
 * @param memory what they need of the memory
 * @param burst how many instances start at one moment
 * @param claimNanos how long it takes to hand over an instance that is kept warm
 * @param slas the promises
 */
public record Question(
        String name,
        long seed,
        int draws,
        WorkloadSpec services,
        List<HostOffer> hosts,
        List<Technology> technologies,
        List<String> policies,
        List<Double> cpuOvercommit,
        List<Double> memoryOvercommit,
        CpuContention cpu,
        MemoryPressure memory,
        int burst,
        double claimNanos,
        List<Sla> slas) {

    public Question {
        hosts = List.copyOf(hosts);
        technologies = List.copyOf(technologies);
        policies = List.copyOf(policies);
        cpuOvercommit = List.copyOf(cpuOvercommit);
        memoryOvercommit = List.copyOf(memoryOvercommit);
        slas = List.copyOf(slas);
        if (draws < 1 || hosts.isEmpty() || technologies.isEmpty() || policies.isEmpty()) {
            throw new IllegalArgumentException(name + " leaves nothing to choose");
        }
    }

    /** Hosts kept free for failures. */
    public int spares() {
        return spares(slas);
    }

    static int spares(List<Sla> of) {
        int spares = 0;
        for (Sla sla : of) {
            if (sla instanceof Sla.Availability availability) {
                spares = availability.spares();
            }
        }
        return spares;
    }

    /** The promises about starts. */
    public List<Sla.Start> starts() {
        return slas.stream()
                .filter(Sla.Start.class::isInstance)
                .map(Sla.Start.class::cast)
                .toList();
    }

    /** How many choices there are for one technology. */
    public int choices(Technology technology) {
        int warm = starts().isEmpty() || technology.starts().isEmpty() || burst == 0 ? 1 : 2;
        return warm
                * hosts.size()
                * policies.size()
                * cpuOvercommit.size()
                * memoryOvercommit.size();
    }
}
