package tare.simulators.engine;

import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.WorkloadSpec;

/** Small things that tests of the engine play with. */
final class Fleets {

    private Fleets() {}

    /** Hosts with capacity of memory alone. */
    static Fleet memory(int hosts, long bytes) {
        return Fleet.of(HostClass.of("host", hosts, 0, bytes));
    }

    /** A case on a workload that is handed in. */
    static Case of(Fleet fleet, String policy) {
        return Case.of(fleet, new WorkloadSpec.Recorded("handed in", ""), policy, 1);
    }
}
