package tare.simulators.scenario;

import java.util.List;
import tare.simulators.engine.Case;
import tare.simulators.engine.Outcome;
import tare.simulators.engine.Overhead;
import tare.simulators.engine.Simulation;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Size;
import tare.simulators.fleet.WorkloadSpec;

/**
 * One thing to be tried: a case, and where it belongs in the result.
 *
 * @param round the repeat, from 0
 * @param end of the interval of the technology's memory
 * @param factor of growth
 * @param plain the case with all instances on the hosts themselves
 */
public record Trial(int round, Isolation technology, Isolation.End end, double factor, Case plain) {

    /**
     * What becomes of it. A pure function, on every machine the same.
     *
     * @throws tare.results.failure.UsageError if there is no policy of a name
     */
    public Findings run(WorkloadSpec.Traces traces) {
        Outcome onHosts = Simulation.run(plain, traces);
        return technology
                .inside()
                .map(machine -> layered(machine, onHosts, traces))
                .orElseGet(() -> Findings.of(onHosts));
    }

    /**
     * First instances on machines, as many as it takes, then the machines on hosts, all of them as
     * long as the most are in use at once. No machine moves, and none is given back. The bound is
     * that of the instances on the hosts themselves: a layer does not make it smaller.
     */
    private Findings layered(
            Isolation.Machine machine, Outcome onHosts, WorkloadSpec.Traces traces) {
        int most = Math.max(1, onHosts.instances());
        Fleet machines =
                Fleet.of(
                        new HostClass(
                                "machine",
                                most,
                                machine.cpuMillis(),
                                machine.memoryBytes(),
                                machine.slots()));
        Outcome inner = Simulation.run(plain.with(machines).withPolicy(machine.policy()), traces);
        WorkloadSpec.Cyclic outside =
                new WorkloadSpec.Cyclic(
                        inner.hosts(),
                        List.of(Size.of(1, machine.cpuMillis(), machine.memoryBytes())),
                        0);
        Case outer =
                new Case(
                        plain.fleet(),
                        outside,
                        plain.policy(),
                        Overhead.ofMemory(technology.name(), end.of(machine.memory())),
                        Case.Admission.REJECT,
                        0,
                        0,
                        plain.seed());
        return Findings.layered(
                inner,
                Simulation.run(outer, traces),
                onHosts.bound().hosts(),
                (double) machine.memoryBytes()
                        / (machine.memoryBytes() + end.of(machine.memory())));
    }
}
