package tare.results.gate;

import tare.results.statistics.RatioTest;
import tare.results.statistics.SignFlip;

/**
 * The rule: from an interval, a chance and a threshold to a verdict.
 *
 * @param verdict of the cell
 * @param reason in one sentence without a full stop
 */
public record Judgement(Verdict verdict, String reason) {

    /**
     * Judges one cell.
     *
     * @param worse ratio turned so that above 1 is worse
     * @param adjustedP by Holm over the gated cells
     * @param tests how many gated cells have figures, at least 1
     */
    public static Judgement of(
            RatioTest worse, double adjustedP, int tests, Threshold threshold, Policy policy) {
        double most = 1 + threshold.share();
        String against = range(worse) + " against a threshold of " + threshold(threshold);
        if (tooFew(worse, policy.alpha(), tests)) {
            return new Judgement(
                    Verdict.INCONCLUSIVE,
                    "too few rounds: "
                            + rounds(worse)
                            + ", alpha "
                            + p(policy.alpha())
                            + " over "
                            + tests
                            + " gated cells needs "
                            + SignFlip.fewestRounds(policy.alpha() / tests)
                            + " a side");
        }
        boolean shown =
                policy.mode() == Policy.Mode.STRICT
                        ? worse.low() > most
                        : worse.ratio() > most && worse.low() > 1;
        if (adjustedP <= policy.alpha() && shown) {
            return new Judgement(Verdict.FAIL, "worse: " + against);
        }
        if (worse.high() < most) {
            if (threshold.setBy() == Threshold.SetBy.FLOOR
                    && threshold.floor() > policy.noisiest()) {
                return new Judgement(
                        Verdict.INCONCLUSIVE,
                        "too noisy: two arms of the same side may differ by "
                                + Amount.percent(threshold.floor()));
            }
            boolean improved = worse.high() < 1 / most;
            return new Judgement(
                    Verdict.PASS, (improved ? "improved: " : "no loss of that size: ") + against);
        }
        String why =
                adjustedP > policy.alpha() && shown
                        ? "p is " + p(adjustedP) + " above alpha " + policy.alpha() + ": "
                        : "the interval reaches across: ";
        return new Judgement(Verdict.INCONCLUSIVE, why + against);
    }

    /**
     * The judgement of a cell that may not be whole. A shown loss stays one; that there is none is
     * not shown by those launches alone that did not fail.
     */
    Judgement whole(boolean whole) {
        return verdict == Verdict.PASS && !whole
                ? new Judgement(
                        Verdict.INCONCLUSIVE,
                        "launches failed or rounds are missing, as the result's warnings say; of"
                                + " the others: "
                                + reason)
                : this;
    }

    /**
     * Whether so few rounds can show nothing: no p could be small enough, or a side has fewer than
     * paired rounds need at this alpha.
     */
    static boolean tooFew(RatioTest test, double alpha, int tests) {
        return test.smallestP() * tests > alpha
                || Math.min(test.referenceRounds(), test.otherRounds())
                        < SignFlip.fewestRounds(alpha);
    }

    private static String threshold(Threshold threshold) {
        return Amount.percent(threshold.share()) + " (" + threshold.setBy().words() + ")";
    }

    private static String range(RatioTest worse) {
        return Amount.percent(worse.ratio() - 1)
                + " ("
                + Amount.percent(worse.low() - 1)
                + " to "
                + Amount.percent(worse.high() - 1)
                + ")";
    }

    private static String rounds(RatioTest worse) {
        return worse.paired() || worse.referenceRounds() == worse.otherRounds()
                ? worse.referenceRounds() + " rounds"
                : worse.referenceRounds() + " and " + worse.otherRounds() + " rounds";
    }

    /** A chance in three digits. */
    static String p(double p) {
        return String.format(java.util.Locale.ROOT, "%.3g", p);
    }
}
