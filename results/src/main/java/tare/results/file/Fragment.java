package tare.results.file;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Round;

/**
 * What one step adds to one cell: a round of samples, or a reason why there is none.
 *
 * @param labels in the order of {@link Label}
 */
public record Fragment(
        CellKey key,
        BackendClass backendClass,
        int method,
        SortedSet<Label> labels,
        String channel,
        Part part) {

    public Fragment {
        labels = Collections.unmodifiableSortedSet(new TreeSet<>(labels));
        if (method < 1) {
            throw new IllegalArgumentException("method is at least 1");
        }
    }

    /** Samples or their absence. */
    public sealed interface Part {

        /** One round. */
        record Samples(Round round) implements Part {}

        /** None, and why. */
        record Absence(Outcome.Absent why) implements Part {}
    }

    /** A fragment with samples. */
    public static Fragment of(
            CellKey key,
            BackendClass backendClass,
            int method,
            Set<Label> labels,
            String channel,
            Round round) {
        return new Fragment(
                key, backendClass, method, new TreeSet<>(labels), channel, new Part.Samples(round));
    }

    /** A fragment without. */
    public static Fragment of(
            CellKey key,
            BackendClass backendClass,
            int method,
            Set<Label> labels,
            String channel,
            Outcome.Absent why) {
        return new Fragment(
                key, backendClass, method, new TreeSet<>(labels), channel, new Part.Absence(why));
    }
}
