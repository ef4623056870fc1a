package tare.simulators.consolidation.corrected;

import org.apache.commons.math3.special.Erf;

/**
 * How many MIPS machines on a host must be expected to lack, when demand is normal about its
 * present value with the variance of the machines' last samples, each on its own: {@code E[(D -
 * C)+]}.
 */
final class Shortfall {

    private static final double ROOT_2 = StrictMath.sqrt(2);
    private static final double ROOT_2_PI = StrictMath.sqrt(2 * StrictMath.PI);

    private final Guests guests;
    private final double[] variances;

    Shortfall(Guests guests) {
        this.guests = guests;
        variances = new double[guests.count];
    }

    /** Reads the machines' histories anew, once for each step. */
    void learn() {
        int length = guests.samples();
        for (int vm = 0; vm < guests.count; vm++) {
            double mean = 0;
            for (int i = 0; i < length; i++) {
                mean += guests.past(vm, i);
            }
            mean /= length;
            double squares = 0;
            for (int i = 0; i < length; i++) {
                double off = guests.past(vm, i) - mean;
                squares += off * off;
            }
            double variance = length > 1 ? squares / (length - 1) : 0;
            variances[vm] = variance * guests.mips[vm] * guests.mips[vm];
        }
    }

    /** In MIPS squared. */
    double variance(int vm) {
        return variances[vm];
    }

    double variance(Place place) {
        double sum = 0;
        for (int i = 0; i < place.count; i++) {
            sum += variances[place.vms[i]];
        }
        return sum;
    }

    /** Expected lack of CPU, in MIPS. */
    static double of(double demand, double variance, double capacity) {
        double spare = capacity - demand;
        double deviation = StrictMath.sqrt(Math.max(0, variance));
        if (deviation <= 0 || Math.abs(spare) > 8 * deviation) {
            return Math.max(0, -spare);
        }
        double z = spare / deviation;
        double density = StrictMath.exp(-z * z / 2) / ROOT_2_PI;
        double above = 0.5 * Erf.erfc(z / ROOT_2);
        return Math.max(0, deviation * density - spare * above);
    }
}
