package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tare.harness.backend.Backend;
import tare.harness.experiment.Finding;
import tare.harness.experiment.InstrumentProof;
import tare.harness.experiment.Overhead;
import tare.harness.experiment.OverheadRatios;
import tare.results.file.Fragment;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Samples;

/** What is added to a run's cells of overhead when all its rounds are in. */
final class OverheadEnd {

    private final RunResult measured;
    private final Function<String, Backend> backends;
    private final Set<String> noisy;
    private final boolean unproven;

    /**
     * @param measured what the rounds have
     * @param backends of the plan, by their keys
     */
    OverheadEnd(RunResult measured, Function<String, Backend> backends) {
        this.measured = measured;
        this.backends = backends;
        this.noisy = OverheadRatios.noisy(measured);
        List<InstrumentProof> proofs = InstrumentProof.of(measured.cells());
        // A run without kernels has no proof, for better or worse.
        this.unproven = !proofs.isEmpty() && !InstrumentProof.proven(proofs);
    }

    /** The ratios; and where the instrument's own proof has failed, the word for it. */
    List<Fragment> fragments() {
        List<Fragment> fragments = new ArrayList<>();
        for (Finding finding : OverheadRatios.of(measured)) {
            fragments.add(
                    labelled(
                            Fragments.of(
                                    finding,
                                    backends.apply(finding.key().backend()),
                                    Overhead.METHOD,
                                    noisy.contains(finding.key().backend()))));
        }
        if (unproven) {
            measured.cells().stream()
                    .filter(cell -> cell.key().metric() == Metric.OVERHEAD_SCORE)
                    .filter(cell -> cell.outcome() instanceof Outcome.Measured)
                    .map(this::label)
                    .forEach(fragments::add);
        }
        return fragments;
    }

    /** A round without samples adds nothing to a cell but its labels. */
    private Fragment label(Cell cell) {
        return labelled(
                Fragments.of(
                        new Finding.Found(cell.key(), new Round(0, 0, new Samples())),
                        backends.apply(cell.key().backend()),
                        cell.method(),
                        false));
    }

    private Fragment labelled(Fragment fragment) {
        if (!unproven) {
            return fragment;
        }
        Set<Label> labels = new TreeSet<>(fragment.labels());
        labels.add(Label.UNPROVEN);
        return new Fragment(
                fragment.key(),
                fragment.backendClass(),
                fragment.method(),
                new TreeSet<>(labels),
                fragment.channel(),
                fragment.part());
    }
}
