package tare.results.gate;

import java.util.List;
import java.util.Optional;
import tare.results.comparison.Contrast;
import tare.results.model.CellKey;
import tare.results.statistics.RatioTest;

/**
 * What the gate says of one cell.
 *
 * @param key of the cell
 * @param quantile that was judged
 * @param gated whether the verdict counts
 * @param judgement verdict and reason
 * @param figures nothing where there are none
 * @param adjustedP by Holm among gated cells, by Benjamini and Hochberg among the others
 * @param notes what a reader must know
 * @param waiver the waiver that covers a failure
 */
public record GateLine(
        CellKey key,
        double quantile,
        boolean gated,
        Judgement judgement,
        Optional<Figures> figures,
        double adjustedP,
        List<String> notes,
        Optional<Waiver> waiver) {

    public GateLine {
        notes = List.copyOf(notes);
    }

    /**
     * A judged cell's figures.
     *
     * @param sides both sides' figures
     * @param worse the ratio turned so that above 1 is worse
     * @param threshold the minimum effect that held
     * @param detectable minimum detectable effect at a power of 0.8, as a share
     * @param smallestFailing S95: the smallest true shift that fails with a chance of 95 %
     * @param roundsForFive rounds that a shift of 5 % would need; {@link Integer#MAX_VALUE} for
     *     never, because the minimum effect hides it
     */
    public record Figures(
            Contrast.Figures sides,
            RatioTest worse,
            Threshold threshold,
            double detectable,
            double smallestFailing,
            int roundsForFive) {}

    /** The verdict that counts: a waived failure passes, and what is not gated does too. */
    public Verdict counts() {
        boolean waived = judgement.verdict() == Verdict.FAIL && waiver.isPresent();
        return !gated || waived ? Verdict.PASS : judgement.verdict();
    }

    /** The cell by name, for example {@code boot/runc/stage.ready:p50}. */
    public String name() {
        StringBuilder name = new StringBuilder();
        name.append(key.experiment()).append('/').append(key.backend()).append('/');
        name.append(key.metric().id()).append(':').append(Selector.quantileName(quantile));
        key.parameters().forEach((k, v) -> name.append(' ').append(k).append('=').append(v));
        return name.toString();
    }
}
