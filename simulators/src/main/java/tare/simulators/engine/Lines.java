package tare.simulators.engine;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import tare.simulators.bound.Volume;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;
import tare.simulators.fleet.Workload;
import tare.simulators.placement.Policy.Order;

/** The line that a policy's order asks for. */
final class Lines {

    private Lines() {}

    static Line of(Order order, Workload workload, Fleet fleet, Ledger ledger, boolean waits) {
        if (order == Order.ARRIVAL) {
            return new OrderedLine(null, workload);
        }
        return switch (order) {
            case ARRIVAL, PRIORITY -> new OrderedLine(new Importance(workload), workload);
            case DECREASING -> new OrderedLine(bySize(workload, fleet), workload);
            case DOMINANT_SHARE -> new ShareLine(workload, shares(fleet, ledger), waits);
        };
    }

    private record Importance(Workload workload) implements IntToLongFunction {

        @Override
        public long applyAsLong(int instance) {
            return -(long) workload.priority(instance);
        }
    }

    /** The largest first: the sum of an instance's shares of the largest host. */
    private static IntToLongFunction bySize(Workload workload, Fleet fleet) {
        Volume largest = Volume.of(fleet);
        double cpu = Math.max(1, largest.cpuMillis());
        double memory = Math.max(1, largest.memoryBytes());
        // The bits of doubles that are not negative are in the order of the numbers.
        return instance ->
                -Double.doubleToRawLongBits(
                        workload.cpuMillis(instance) / cpu
                                + workload.memoryBytes(instance) / memory);
    }

    private static DominantShares shares(Fleet fleet, Ledger ledger) {
        double cpu = 0;
        double memory = 0;
        for (HostClass kind : fleet.classes()) {
            cpu += (double) kind.count() * kind.cpuMillis();
            memory += (double) kind.count() * kind.memoryBytes();
        }
        return new DominantShares(ledger, Math.max(1, cpu), Math.max(1, memory));
    }

    /** Each owner's largest share of all that the fleet has of a resource. */
    private record DominantShares(Ledger ledger, double cpuMillis, double memoryBytes)
            implements IntToDoubleFunction {

        @Override
        public double applyAsDouble(int owner) {
            return Math.max(ledger.cpuOf(owner) / cpuMillis, ledger.memoryOf(owner) / memoryBytes);
        }
    }
}
