package tare.simulators.consolidation.cloudsim;

import java.util.Arrays;
import tare.simulators.consolidation.Deviation;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.MotionPolicy.Detection;

/** Tells whether a host is over-utilised, as it is or with one more machine. */
final class Overload {

    /** Instead of a machine. */
    static final int NONE = -1;

    private static final double FALLBACK = 0.7;

    /** Fewer samples are no history. */
    private static final int LEAST = 12;

    private final Machines machines;
    private final Detection detection;
    private final double parameter;
    private final Trend trend = new Trend();
    private final Deviation deviation = new Deviation(Machines.HISTORY);
    private final double[] data = new double[Machines.HISTORY];
    private final double[] sorted = new double[Machines.HISTORY];

    Overload(Machines machines, MotionPolicy policy) {
        this.machines = machines;
        detection = policy.detection();
        parameter = policy.parameter();
    }

    /**
     * @param vm in addition, or {@link #NONE}
     */
    boolean at(Node node, int vm) {
        return switch (detection) {
            case THR -> demand(node, vm) > parameter;
            case MAD, IQR -> spread(node, vm);
            case LR, LRR -> foretold(node, vm);
            default -> false;
        };
    }

    /** Without a machine's own request, which does not count while it is being created. */
    boolean atCreation(Node node, int vm) {
        double threshold = detection == Detection.THR ? parameter : FALLBACK;
        return machines.request[vm] / node.mips > threshold;
    }

    private double demand(Node node, int vm) {
        double asked = vm == NONE ? node.asked : node.asked + machines.request[vm];
        return asked / node.mips;
    }

    private boolean spread(Node node, int vm) {
        double demand = demand(node, vm);
        if (demand > 1) {
            return true;
        }
        int length = history(node, vm);
        if (length < LEAST) {
            return demand > FALLBACK;
        }
        return detection == Detection.MAD
                ? deviation.exceeded(data, length, demand, parameter)
                : demand > 1 - parameter * range(length);
    }

    /** Fills in the host's history, the last sample first, and returns its length. */
    private int history(Node node, int vm) {
        int samples = machines.samples();
        int length = 0;
        for (int i = 0; i < samples; i++) {
            double share = node.past(i);
            if (vm != NONE) {
                share += machines.pastShare(node.kind, vm, i);
            }
            data[i] = share;
            if (share != 0) {
                length = i + 1;
            }
        }
        return length;
    }

    private double range(int length) {
        System.arraycopy(data, 0, sorted, 0, length);
        Arrays.sort(sorted, 0, length);
        int low = (int) Math.round(0.25 * (length + 1)) - 1;
        int high = (int) Math.round(0.75 * (length + 1)) - 1;
        return sorted[high] - sorted[low];
    }

    private boolean foretold(Node node, int vm) {
        int length = history(node, vm);
        if (length < Trend.LENGTH) {
            return demand(node, vm) > FALLBACK;
        }
        return trend.next(data) * parameter >= 1;
    }
}
