package tare.simulators.contention;

import java.util.List;

/**
 * What an instance needs at a moment as a share of what it has asked for.
 *
 * @param shares each at least 0
 * @param weights of each, above 0
 */
public record Demand(List<Double> shares, List<Double> weights) {

    public Demand {
        shares = List.copyOf(shares);
        weights = List.copyOf(weights);
        if (shares.isEmpty() || shares.size() != weights.size()) {
            throw new IllegalArgumentException(shares.size() + " shares, " + weights.size());
        }
        for (int i = 0; i < shares.size(); i++) {
            if (!(shares.get(i) >= 0) || !(weights.get(i) > 0)) {
                throw new IllegalArgumentException(shares.get(i) + " by " + weights.get(i));
            }
        }
    }

    /** Always the same. */
    public static Demand always(double share) {
        return new Demand(List.of(share), List.of(1.0));
    }

    private double total() {
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        return total;
    }

    /** The mean share. */
    public double mean() {
        double sum = 0;
        for (int i = 0; i < shares.size(); i++) {
            sum += shares.get(i) * weights.get(i);
        }
        return sum / total();
    }

    /** The variance of the share. */
    public double variance() {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < shares.size(); i++) {
            double off = shares.get(i) - mean;
            sum += off * off * weights.get(i);
        }
        return sum / total();
    }

    /** The largest share. */
    public double most() {
        double most = 0;
        for (double share : shares) {
            most = Math.max(most, share);
        }
        return most;
    }

    /** {@code log E[e^(t share)]}, without overflow for large t. */
    public double logMoment(double t) {
        double top = t * most();
        double sum = 0;
        for (int i = 0; i < shares.size(); i++) {
            sum += weights.get(i) * StrictMath.exp(t * shares.get(i) - top);
        }
        return top + StrictMath.log(sum / total());
    }

    /** One drawn by a number in (0, 1]. */
    public double at(double uniform) {
        double rest = uniform * total();
        for (int i = 0; i < shares.size() - 1; i++) {
            rest -= weights.get(i);
            if (rest <= 0) {
                return shares.get(i);
            }
        }
        return shares.get(shares.size() - 1);
    }
}
