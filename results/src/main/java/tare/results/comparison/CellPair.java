package tare.results.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;

/**
 * A cell's two sides, each possibly missing.
 *
 * @param key of both
 * @param reference or nothing where the reference has no such cell
 * @param other or nothing where the other side has none
 */
public record CellPair(CellKey key, @Nullable Cell reference, @Nullable Cell other) {

    /** Labels that say how the host was, not what was measured. */
    private static final Set<Label> CIRCUMSTANCES =
            Set.of(Label.NOISY, Label.PARTIAL, Label.UNPROVEN);

    /** Whether neither side was measured: there is nothing to compare, and nothing got lost. */
    public boolean absent() {
        return !(measured(reference) || measured(other));
    }

    /** Why the sides cannot be compared, in one sentence without a full stop. */
    public Optional<String> incomparable() {
        Optional<String> lost =
                lost("the reference", reference).or(() -> lost("the other side", other));
        if (lost.isPresent() || reference == null || other == null) {
            return lost;
        }
        return differing("method", reference.method(), other.method())
                .or(
                        () ->
                                differing(
                                        "class",
                                        reference.backendClass().id(),
                                        other.backendClass().id()))
                .or(() -> differing("channel", reference.channel(), other.channel()))
                .or(() -> differing("estimator", estimator(reference), estimator(other)))
                .or(() -> differing("labels", kind(reference), kind(other)));
    }

    /**
     * Whether launches failed, or rounds are missing, by another pair of the same work: of the
     * cells that a failed launch leaves without a round, one says so.
     */
    public boolean failedIn(CellPair same) {
        return key.experiment().equals(same.key.experiment())
                && key.backend().equals(same.key.backend())
                && key.workload().equals(same.key.workload())
                && (partial(same.reference) || partial(same.other));
    }

    /** What to know beside the figures. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        for (Label label : CIRCUMSTANCES.stream().sorted().toList()) {
            boolean left = reference != null && reference.labels().contains(label);
            boolean right = other != null && other.labels().contains(label);
            if (left || right) {
                notes.add(label.id() + (left && right ? "" : left ? " (reference)" : " (other)"));
            }
        }
        return notes;
    }

    private static Optional<String> lost(String side, @Nullable Cell cell) {
        if (cell == null) {
            return Optional.of(side + " has no such cell");
        }
        return cell.outcome() instanceof Outcome.Absent absent
                ? Optional.of(side + " was " + absent.kind().id() + ": " + absent.reason())
                : Optional.empty();
    }

    private static Optional<String> differing(String what, Object reference, Object other) {
        return reference.equals(other)
                ? Optional.empty()
                : Optional.of("the " + what + " is " + reference + " against " + other);
    }

    private static String estimator(Cell cell) {
        return cell.outcome() instanceof Outcome.Measured measured
                ? measured.summary().estimator()
                : "";
    }

    private static String kind(Cell cell) {
        Set<Label> labels = new TreeSet<>(cell.labels());
        labels.removeAll(CIRCUMSTANCES);
        return labels.isEmpty()
                ? "none"
                : labels.stream().map(Label::id).collect(Collectors.joining(","));
    }

    private static boolean partial(@Nullable Cell cell) {
        return cell != null && cell.labels().contains(Label.PARTIAL);
    }

    private static boolean measured(@Nullable Cell cell) {
        return cell != null && cell.outcome() instanceof Outcome.Measured;
    }
}
