package tare.results.gate;

import java.util.List;
import java.util.Optional;
import tare.results.model.CellKey;
import tare.results.model.Direction;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.statistics.BootstrapInterval;

/**
 * What the gate says of one promise and cell.
 *
 * @param key of the cell
 * @param limit the promise
 * @param verdict whether it is kept
 * @param reason in one sentence without a full stop
 */
public record LimitLine(CellKey key, Limit limit, Verdict verdict, String reason) {

    /** Judges a cell by its quantile's 95 % interval, which must lie on one side of the limit. */
    static LimitLine of(CellKey key, Outcome outcome, Limit limit) {
        if (outcome instanceof Outcome.Absent absent) {
            return new LimitLine(
                    key,
                    limit,
                    Verdict.INCOMPARABLE,
                    "it was " + absent.kind().id() + ": " + absent.reason());
        }
        List<Round> rounds = ((Outcome.Measured) outcome).rounds();
        double[][] samples =
                rounds.stream().map(round -> round.samples().values()).toArray(double[][]::new);
        Optional<BootstrapInterval> interval =
                BootstrapInterval.ofQuantile(
                        samples,
                        limit.selector().quantile(),
                        BootstrapInterval.seed(key + " " + limit.selector().text()));
        String name = Selector.quantileName(limit.selector().quantile());
        if (interval.isEmpty()) {
            return new LimitLine(
                    key,
                    limit,
                    Verdict.INCONCLUSIVE,
                    "too few samples or rounds for an interval of " + name);
        }
        BootstrapInterval found = interval.get();
        boolean most = key.metric().direction() != Direction.HIGHER_IS_BETTER;
        double amount = limit.amount();
        boolean broken = most ? found.low() > amount : found.high() < amount;
        boolean kept = most ? found.high() <= amount : found.low() >= amount;
        String said =
                name
                        + " is "
                        + text(found.estimate(), key)
                        + " ("
                        + text(found.low(), key)
                        + " to "
                        + text(found.high(), key)
                        + "), the limit is "
                        + (most ? "at most " : "at least ")
                        + text(amount, key);
        return new LimitLine(
                key,
                limit,
                broken ? Verdict.FAIL : kept ? Verdict.PASS : Verdict.INCONCLUSIVE,
                said);
    }

    private static String text(double amount, CellKey key) {
        return Amount.text(amount, key.metric().unit());
    }
}
