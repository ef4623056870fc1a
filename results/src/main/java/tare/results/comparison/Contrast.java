package tare.results.comparison;

import java.util.Arrays;
import java.util.List;
import tare.results.model.Round;
import tare.results.statistics.Quantiles;
import tare.results.statistics.RatioTest;

/** What the samples of two sides say of one quantile: figures, or why there are none. */
public sealed interface Contrast {

    /**
     * Figures.
     *
     * @param reference the quantile over all samples of the reference, in the metric's unit
     * @param other the same of the other side
     * @param referenceSamples number of samples, at least 1
     * @param otherSamples the same of the other side
     * @param test ratio other / reference, its interval and p; from the rounds' own quantiles
     * @param referenceRounds the quantile of each of the reference's rounds, shared ones if paired
     * @param otherRounds the same of the other side
     */
    record Figures(
            double reference,
            double other,
            int referenceSamples,
            int otherSamples,
            RatioTest test,
            List<Double> referenceRounds,
            List<Double> otherRounds)
            implements Contrast {
        public Figures {
            referenceRounds = List.copyOf(referenceRounds);
            otherRounds = List.copyOf(otherRounds);
        }
    }

    /**
     * No figures.
     *
     * @param reason in one sentence, without a full stop
     */
    record Unknown(String reason) implements Contrast {}

    /**
     * Compares two sides.
     *
     * @param quantile strictly between 0 and 1; of a tail each round needs enough samples to have
     *     one: 10 for p90, 100 for p99
     * @param paired whether rounds of one number were measured beside each other
     */
    static Contrast of(
            List<Round> reference, List<Round> other, double quantile, boolean paired, long seed) {
        Side left = Side.of(reference, quantile);
        Side right = Side.of(other, quantile);
        if (paired) {
            Side shared = left.sharedWith(right);
            right = right.sharedWith(left);
            left = shared;
        }
        int fewest = Math.min(left.fewestInARound(), right.fewestInARound());
        if (fewest == 0) {
            return new Unknown("there are no samples to compare");
        }
        int needed = needed(quantile);
        if (fewest < needed) {
            return new Unknown("a round has " + fewest + " samples, this quantile needs " + needed);
        }
        if (!left.positive() || !right.positive()) {
            return new Unknown("a ratio needs values above 0");
        }
        double[] leftRounds = left.perRound();
        double[] rightRounds = right.perRound();
        return new Figures(
                Quantiles.of(left.all(), quantile),
                Quantiles.of(right.all(), quantile),
                left.samples(),
                right.samples(),
                paired
                        ? RatioTest.paired(leftRounds, rightRounds, seed)
                        : RatioTest.unpaired(leftRounds, rightRounds, seed),
                Arrays.stream(leftRounds).boxed().toList(),
                Arrays.stream(rightRounds).boxed().toList());
    }

    /** The fewest samples of which a tail's nearest rank is not simply the largest of fewer. */
    private static int needed(double quantile) {
        return quantile < 0.9 ? 1 : (int) Math.ceil(1 / (1 - quantile) - 1e-9);
    }
}
