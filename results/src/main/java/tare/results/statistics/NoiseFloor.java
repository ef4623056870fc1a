package tare.results.statistics;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * By how much two arms of the same side differ in 19 of 20 runs like this one.
 *
 * <p>Where the arms' own difference is one that chance makes, nothing but their spread counts: the
 * difference itself is noise, and to add it would make the floor jump from run to run without
 * protecting anybody. Where chance would make it once in a hundred runs at most, or rounds are too
 * few to say so, something sets the arms apart, and the floor is how far: the end of their
 * interval.
 *
 * @param share the floor as a share, 0.03 for 3 %; infinity for one round
 * @param apart whether the arms differ by more than chance, or too few rounds to say so
 * @param logs the logarithms of the rounds' ratios, without what is wild
 */
// The record is handed on within one thread, and nobody writes into the array.
@SuppressWarnings("ArrayRecordComponent")
public record NoiseFloor(double share, boolean apart, double[] logs) {

    private static final double LEVEL = 0.95;
    private static final double RARE = 0.01;

    /**
     * The floor of two arms.
     *
     * @param first one value above 0 for each round
     * @param second the same of the other arm, in the same rounds
     */
    public static NoiseFloor of(double[] first, double[] second, long seed) {
        double[] logs = Tamed.values(PairedRatio.logRatios(first, second));
        int n = logs.length;
        boolean few = SignFlip.smallest(n) > RARE;
        if (few || SignFlip.of(logs, seed).p() <= RARE) {
            return new NoiseFloor(PairedRatio.ofLogs(logs, seed).equivalenceBound(), true, logs);
        }
        return new NoiseFloor(StrictMath.exp(log(error(logs), n)) - 1, false, logs);
    }

    /** The floor's logarithm at a standard error of so many rounds. */
    static double log(double error, int rounds) {
        return quantile(rounds) * error;
    }

    /** Student's t at the level, two-sided. */
    static double quantile(int rounds) {
        return new TDistribution(null, rounds - 1.0).inverseCumulativeProbability((1 + LEVEL) / 2);
    }

    private static double error(double[] logs) {
        double mean = Arrays.stream(logs).sum() / logs.length;
        double squares = Arrays.stream(logs).map(v -> (v - mean) * (v - mean)).sum();
        return StrictMath.sqrt(squares / (logs.length - 1) / logs.length);
    }
}
