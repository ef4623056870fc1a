package tare.simulators.contention;

/**
 * The risk that instances on a host need more memory at a moment than it has.
 *
 * <p>By Chernoff's bound, {@code P(D > M) <= min over t of exp(sum log E[e^(t d)] - t M)}: for
 * independent demands never below the true risk, whatever their distribution. It is the form of
 * effective bandwidths (F. Kelly, "Notes on effective bandwidths", 1996).
 *
 * @param demand of an instance as a share of what it asked for
 */
public record MemoryPressure(Demand demand) {

    private static final int HALVINGS = 60;
    private static final double GOLDEN = (StrictMath.sqrt(5) - 1) / 2;

    /**
     * An upper bound of the risk, 0 to 1.
     *
     * @param room what is left of the host's memory for what instances asked for, in bytes
     * @param sizes what kinds of instances asked for, in bytes, each above 0
     * @param counts how many of each kind
     */
    public double risk(double room, double[] sizes, int[] counts) {
        double most = 0;
        double mean = 0;
        double largest = 0;
        for (int k = 0; k < sizes.length; k++) {
            most += counts[k] * sizes[k] * demand.most();
            mean += counts[k] * sizes[k] * demand.mean();
            largest = counts[k] > 0 ? Math.max(largest, sizes[k]) : largest;
        }
        if (most <= room) {
            return 0;
        }
        if (mean >= room) {
            return 1;
        }
        // The exponent is convex in t: bracket its least, then cut golden sections.
        double high = 1 / largest;
        for (int i = 0; i < HALVINGS && falls(high, room, sizes, counts); i++) {
            high *= 2;
        }
        double low = 0;
        for (int i = 0; i < HALVINGS; i++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            if (exponent(left, room, sizes, counts) <= exponent(right, room, sizes, counts)) {
                high = right;
            } else {
                low = left;
            }
        }
        return Math.min(1, StrictMath.exp(exponent(low, room, sizes, counts)));
    }

    private boolean falls(double t, double room, double[] sizes, int[] counts) {
        return exponent(2 * t, room, sizes, counts) < exponent(t, room, sizes, counts);
    }

    private double exponent(double t, double room, double[] sizes, int[] counts) {
        double sum = -t * room;
        for (int k = 0; k < sizes.length; k++) {
            if (counts[k] > 0) {
                sum += counts[k] * demand.logMoment(t * sizes[k]);
            }
        }
        return sum;
    }
}
