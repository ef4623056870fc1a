package tare.simulators.twolevel;

import java.util.List;
import tare.simulators.engine.Case;
import tare.simulators.engine.Outcome;
import tare.simulators.engine.Simulation;
import tare.simulators.engine.Use;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.Workload;
import tare.simulators.fleet.WorkloadBuilder;
import tare.simulators.fleet.WorkloadSpec.Traces;

/** Plays a case on bare hosts, and in VMs on the same hosts. */
public final class TwoLevels {

    private TwoLevels() {}

    /**
     * A pure function. A VM is started when the first container comes into it and stopped when the
     * last has left it. Containers find as many VMs as they ask for: where hosts cannot hold them
     * all, VMs are rejected, and the second outcome says how many.
     *
     * @param bare the containers on the hosts themselves, by the containers' scheduler; with its
     *     overhead the containers run in VMs too
     */
    public static Stacking run(Case bare, VmLayer layer, Traces traces) {
        Workload containers = bare.workload().draw(bare.seed(), traces);
        Fleet vms = Fleet.of(layer.asHosts(containers.count()));
        Use use = Simulation.use(bare.with(vms), containers);
        Case second =
                new Case(
                        bare.fleet(),
                        bare.workload(),
                        layer.policy(),
                        layer.overhead(),
                        bare.admission(),
                        bare.stepNanos(),
                        bare.samples(),
                        bare.seed());
        Outcome outer = Simulation.run(second, asInstances(use, layer));
        return new Stacking(use.outcome(), outer, Simulation.run(bare, containers));
    }

    /** The same for VMs of several sizes: one for each layer, in their order. */
    public static List<Stacking> sizes(Case bare, List<VmLayer> layers, Traces traces) {
        return layers.stream().map(layer -> run(bare, layer, traces)).toList();
    }

    private static Workload asInstances(Use use, VmLayer layer) {
        WorkloadBuilder builder = new WorkloadBuilder(use.count());
        for (int i = 0; i < use.count(); i++) {
            if (use.fromNanos(i) == use.untilNanos(i)) {
                continue; // opened for a gang that then did not fit
            }
            builder.add(
                    layer.cpuMillis(), layer.memoryBytes(), use.fromNanos(i), use.untilNanos(i));
        }
        return builder.build();
    }
}
