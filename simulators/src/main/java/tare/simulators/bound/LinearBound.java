package tare.simulators.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import tare.simulators.fleet.Fleet;
import tare.simulators.fleet.HostClass;

/**
 * The bound by a linear program: the fewest hosts, in fractions, of all classes with their counts,
 * if instances could be cut. An instance goes only where a whole one fits: for each set of classes,
 * what fits nowhere else must have room there.
 */
final class LinearBound {

    private static final int MOST_PIVOTS = 10_000;

    /** The solver's own error is below this; a whole number is not rounded up for it. */
    private static final double SLACK = 1e-6;

    /** Classes are a bit each of a long. */
    private static final int MOST_CLASSES = Long.SIZE - 1;

    private LinearBound() {}

    /** What instances that fit on the same classes need together. */
    private static final class Need {
        private double cpuMillis;
        private double memoryBytes;
        private double slots;

        private void add(Need other) {
            cpuMillis += other.cpuMillis;
            memoryBytes += other.memoryBytes;
            slots += other.slots;
        }
    }

    /**
     * The bound for instances with these needs, all of which some host of the fleet holds. 0 for
     * fleets of more than 63 classes, for which it is not worked out.
     */
    static int of(Fleet fleet, int[] cpuMillis, long[] memoryBytes) {
        List<HostClass> classes = new ArrayList<>();
        for (HostClass each : fleet.classes()) {
            if (each.count() > 0) {
                classes.add(each);
            }
        }
        if (cpuMillis.length == 0 || classes.size() > MOST_CLASSES) {
            return 0;
        }
        // In the order of the masks, so that the program is always the same.
        Map<Long, Need> needs = new TreeMap<>();
        for (int i = 0; i < cpuMillis.length; i++) {
            Need need =
                    needs.computeIfAbsent(
                            holding(classes, cpuMillis[i], memoryBytes[i]), mask -> new Need());
            need.cpuMillis += cpuMillis[i];
            need.memoryBytes += memoryBytes[i];
            need.slots++;
        }
        double[] ones = new double[classes.size()];
        Arrays.fill(ones, 1);
        double fewest =
                new SimplexSolver()
                        .optimize(
                                new MaxIter(MOST_PIVOTS),
                                new LinearObjectiveFunction(ones, 0),
                                new LinearConstraintSet(constraints(classes, needs)),
                                GoalType.MINIMIZE,
                                new NonNegativeConstraint(true))
                        .getValue();
        return (int) StrictMath.ceil(fewest - SLACK * Math.max(1, fewest));
    }

    private static long holding(List<HostClass> classes, int cpuMillis, long memoryBytes) {
        long mask = 0;
        for (int k = 0; k < classes.size(); k++) {
            mask |= classes.get(k).holds(cpuMillis, memoryBytes) ? 1L << k : 0;
        }
        return mask;
    }

    private static List<LinearConstraint> constraints(
            List<HostClass> classes, Map<Long, Need> needs) {
        List<LinearConstraint> constraints = new ArrayList<>();
        for (long mask : needs.keySet()) {
            Need within = new Need();
            needs.forEach(
                    (other, need) -> {
                        if ((other & ~mask) == 0) {
                            within.add(need);
                        }
                    });
            atLeast(constraints, classes, mask, HostClass::cpuMillis, within.cpuMillis);
            atLeast(constraints, classes, mask, HostClass::memoryBytes, within.memoryBytes);
            atLeast(constraints, classes, mask, HostClass::slots, within.slots);
        }
        for (int k = 0; k < classes.size(); k++) {
            double[] one = new double[classes.size()];
            one[k] = 1;
            constraints.add(new LinearConstraint(one, Relationship.LEQ, classes.get(k).count()));
        }
        return constraints;
    }

    private interface Capacity {
        double of(HostClass kind);
    }

    /**
     * Hosts in the mask have so much together; in units of the need, so that numbers are near 1.
     */
    private static void atLeast(
            List<LinearConstraint> constraints,
            List<HostClass> classes,
            long mask,
            Capacity capacity,
            double need) {
        if (need == 0) {
            return;
        }
        double most = 0;
        for (HostClass kind : classes) {
            most = Math.max(most, capacity.of(kind));
        }
        double[] row = new double[classes.size()];
        for (int k = 0; k < row.length; k++) {
            row[k] = (mask & 1L << k) == 0 ? 0 : capacity.of(classes.get(k)) / most;
        }
        constraints.add(new LinearConstraint(row, Relationship.GEQ, need / most));
    }
}
