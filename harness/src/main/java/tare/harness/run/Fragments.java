package tare.harness.run;

import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import tare.harness.backend.Backend;
import tare.harness.experiment.Finding;
import tare.results.file.Fragment;
import tare.results.model.Label;

/** Adds to a finding what the backend says of itself. */
final class Fragments {

    private Fragments() {}

    /** A fragment that a model computed from what was measured of the backend. */
    static Fragment simulated(Finding finding, Backend backend, int method) {
        Fragment measured = of(finding, backend, method, false);
        Set<Label> labels = EnumSet.of(Label.SIMULATED);
        labels.addAll(measured.labels());
        return new Fragment(
                measured.key(),
                measured.backendClass(),
                method,
                new TreeSet<>(labels),
                "",
                measured.part());
    }

    /**
     * A measured fragment, or one that is missing.
     *
     * @param noisy whether the host was disturbed meanwhile
     */
    static Fragment of(Finding finding, Backend backend, int method, boolean noisy) {
        if (finding instanceof Finding.Labelled labelled) {
            return of(labelled.found(), backend, method, noisy, Set.of(labelled.label()));
        }
        return of(finding, backend, method, noisy, Set.of());
    }

    private static Fragment of(
            Finding finding, Backend backend, int method, boolean noisy, Set<Label> own) {
        Set<Label> labels = EnumSet.noneOf(Label.class);
        labels.addAll(own);
        if (noisy) {
            labels.add(Label.NOISY);
        }
        labels.addAll(backend.labels());
        if (finding instanceof Finding.Found found) {
            return Fragment.of(
                    found.key(),
                    backend.backendClass(),
                    method,
                    labels,
                    backend.channel(),
                    found.round());
        }
        Finding.Missing missing = (Finding.Missing) finding;
        return Fragment.of(
                missing.key(),
                backend.backendClass(),
                method,
                labels,
                backend.channel(),
                missing.why());
    }
}
