package tare.simulators.consolidation.corrected;

import java.util.Arrays;
import tare.simulators.consolidation.Deviation;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.MotionPolicy.Detection;

/**
 * Tells whether a host is over-utilised, as it is or with one more machine. Regressions have the
 * weights that the paper gives them: the nearer to now, the more.
 */
final class Detector {

    /** Instead of a machine. */
    static final int NONE = -1;

    private static final double FALLBACK = 0.7;
    private static final int LEAST = 12;
    private static final int LENGTH = 10;

    /** Multiple of the median residual beyond which a sample has no weight. */
    private static final double BISQUARE = 6;

    private final Guests guests;
    private final Detection detection;
    private final double parameter;
    private final double[] history = new double[Guests.HISTORY];
    private final double[] sorted = new double[Guests.HISTORY];
    private final Deviation deviation = new Deviation(Guests.HISTORY);
    private final double[] tricube = new double[LENGTH];
    private final double[] weights = new double[LENGTH];

    Detector(Guests guests, MotionPolicy policy) {
        this.guests = guests;
        detection = policy.detection();
        parameter = policy.parameter();
        for (int i = 0; i < LENGTH; i++) {
            double far = (double) (LENGTH - 1 - i) / LENGTH;
            double near = 1 - far * far * far;
            tricube[i] = near * near * near;
        }
    }

    /**
     * @param vm in addition, or {@link #NONE}
     */
    boolean over(Place place, int vm) {
        double more = vm == NONE ? 0 : guests.demand(vm, place.kind);
        double demand = (place.demand + more) / place.mips;
        return switch (detection) {
            case THR -> demand > parameter;
            case MAD, IQR -> demand > 1 || spread(place, vm, demand);
            case LR, LRR -> demand > 1 || foretold(place, vm, demand);
            default -> false;
        };
    }

    private boolean spread(Place place, int vm, double demand) {
        int length = fill(place, vm);
        if (length < LEAST) {
            return demand > FALLBACK;
        }
        if (detection == Detection.MAD) {
            return deviation.exceeded(history, length, demand, parameter);
        }
        // A range is never wider than all of the history, nor is what rounding makes of it.
        if (!(demand > 1 - parameter * width(length))) {
            return false;
        }
        System.arraycopy(history, 0, sorted, 0, length);
        Arrays.sort(sorted, 0, length);
        return demand > 1 - parameter * (quantile(length, 0.75) - quantile(length, 0.25));
    }

    private double width(int length) {
        double low = history[0];
        double high = history[0];
        for (int i = 1; i < length; i++) {
            low = Math.min(low, history[i]);
            high = Math.max(high, history[i]);
        }
        return high - low;
    }

    private double quantile(int length, double share) {
        double at = share * (length - 1);
        int below = (int) at;
        int above = Math.min(length - 1, below + 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    /** The host's history is that of the machines that are on it now, the last sample first. */
    private int fill(Place place, int vm) {
        int length = guests.samples();
        double[] past = place.past(guests);
        System.arraycopy(past, 0, history, 0, length);
        if (vm != NONE) {
            double scale = guests.mips[vm] / place.mips;
            for (int i = 0; i < length; i++) {
                history[i] += guests.past(vm, i) * scale;
            }
        }
        return length;
    }

    private boolean foretold(Place place, int vm, double demand) {
        if (fill(place, vm) < LENGTH) {
            return demand > FALLBACK;
        }
        System.arraycopy(tricube, 0, weights, 0, LENGTH);
        double[] line = fit();
        if (detection == Detection.LRR && reweighted(line)) {
            line = fit();
        }
        // Any migration ends before the next step but one.
        return parameter * (line[0] + line[1] * LENGTH) >= 1;
    }

    /** Offset and slope over the places 0 .. 9, the last being now. */
    private double[] fit() {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        for (int x = 0; x < LENGTH; x++) {
            sum += weights[x];
            sumX += weights[x] * x;
            sumY += weights[x] * history[LENGTH - 1 - x];
        }
        double meanX = sumX / sum;
        double meanY = sumY / sum;
        double squares = 0;
        double products = 0;
        for (int x = 0; x < LENGTH; x++) {
            squares += weights[x] * (x - meanX) * (x - meanX);
            products += weights[x] * (x - meanX) * (history[LENGTH - 1 - x] - meanY);
        }
        double slope = squares == 0 ? 0 : products / squares;
        return new double[] {meanY - slope * meanX, slope};
    }

    private boolean reweighted(double[] line) {
        for (int x = 0; x < LENGTH; x++) {
            sorted[x] = Math.abs(history[LENGTH - 1 - x] - line[0] - line[1] * x);
        }
        Arrays.sort(sorted, 0, LENGTH);
        double scale = BISQUARE * quantile(LENGTH, 0.5);
        if (scale == 0) {
            return false;
        }
        for (int x = 0; x < LENGTH; x++) {
            double far = (history[LENGTH - 1 - x] - line[0] - line[1] * x) / scale;
            double near = Math.max(0, 1 - far * far);
            weights[x] = tricube[x] * near * near;
        }
        return true;
    }
}
