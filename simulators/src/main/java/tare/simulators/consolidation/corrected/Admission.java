package tare.simulators.consolidation.corrected;

import java.util.Arrays;
import java.util.List;

/**
 * Whether reservations can be kept: all of them, with what each machine costs its host beside, fit
 * into the hosts that are left when as many as are to be borne have failed, the largest first.
 *
 * <p>Source: vSphere Availability, "Cluster resource percentage admission control", for whole
 * hosts.
 *
 * @param failures hosts that may fail at once, at least 0
 */
record Admission(int failures) {

    /**
     * Share of the capacity that is left by what is reserved: below 0 it cannot be kept.
     *
     * @param capacities of hosts, in any unit
     * @param reservations of machines in the same unit, overhead included
     */
    double spare(List<Double> capacities, List<Double> reservations) {
        double[] sorted = capacities.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int kept = Math.max(0, sorted.length - failures);
        double capacity = Arrays.stream(sorted, 0, kept).sum();
        double reserved = reservations.stream().mapToDouble(Double::doubleValue).sum();
        if (capacity == 0) {
            return reserved == 0 ? 0 : Double.NEGATIVE_INFINITY;
        }
        return 1 - reserved / capacity;
    }
}
