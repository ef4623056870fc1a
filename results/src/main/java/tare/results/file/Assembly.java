package tare.results.file;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** Puts the fragments of a run together into cells. */
final class Assembly {

    private final RunHeader header;
    private final RunState state;
    private final List<Warning> warnings;

    private Assembly(RunHeader header, RunState state, List<Warning> known) {
        this.header = header;
        this.state = state;
        this.warnings = new ArrayList<>(known);
    }

    /**
     * The result of a run.
     *
     * @param fragments in the order in which they were found; of two of one round the later counts
     * @param known warnings of the run; told once each
     */
    static RunResult result(
            RunHeader header,
            RunState state,
            HostFacts host,
            Collection<Fragment> fragments,
            List<Warning> known) {
        Assembly assembly = new Assembly(header, state, known);
        SortedMap<CellKey, List<Fragment>> byKey = new TreeMap<>();
        for (Fragment fragment : fragments) {
            byKey.computeIfAbsent(fragment.key(), key -> new ArrayList<>()).add(fragment);
        }
        List<Cell> cells = byKey.values().stream().map(assembly::cell).toList();
        return new RunResult(
                ResultWriter.id(header.plan(), cells),
                header.createdAt(),
                state,
                header.tool(),
                host,
                header.plan(),
                cells,
                assembly.warnings.stream().distinct().toList());
    }

    /** Measured if any round was; what failed beside it is a warning. */
    private Cell cell(List<Fragment> all) {
        Fragment last = all.get(all.size() - 1);
        List<Fragment> parts = comparable(all, last);
        SortedSet<Label> labels = new TreeSet<>();
        SortedMap<Integer, Round> rounds = new TreeMap<>();
        List<Outcome.Absent> absences = new ArrayList<>();
        for (Fragment part : parts) {
            labels.addAll(part.labels());
            if (part.part() instanceof Fragment.Part.Samples samples) {
                // An empty round says nothing, and has no median.
                if (samples.round().samples().count() > 0) {
                    rounds.put(samples.round().round(), samples.round());
                }
            } else {
                absences.add(((Fragment.Part.Absence) part.part()).why());
            }
        }
        Outcome outcome;
        if (rounds.isEmpty()) {
            outcome = absences.isEmpty() ? noSamples() : absences.get(0);
        } else {
            outcome =
                    new Outcome.Measured(
                            List.copyOf(rounds.values()), Summaries.of(rounds.values()));
            absences.forEach(absence -> warn(WarningKind.PARTIAL, last.key(), absence.reason()));
            if (!absences.isEmpty() || unfinished(last.key(), rounds.keySet())) {
                labels.add(Label.PARTIAL);
            }
        }
        return new Cell(
                last.key(), last.backendClass(), last.method(), labels, last.channel(), outcome);
    }

    /** Rounds of another method or class are of another Tare: they cannot share a cell. */
    private List<Fragment> comparable(List<Fragment> all, Fragment last) {
        List<Fragment> same =
                all.stream()
                        .filter(
                                part ->
                                        part.method() == last.method()
                                                && part.backendClass() == last.backendClass())
                        .toList();
        if (same.size() < all.size()) {
            warn(
                    WarningKind.DISCARDED,
                    last.key(),
                    all.size() - same.size() + " rounds measured by another method");
        }
        return same;
    }

    /** Whether an ended run planned more rounds of a cell than it has. */
    private boolean unfinished(CellKey key, Set<Integer> rounds) {
        if (state == RunState.COMPLETE) {
            return false;
        }
        Set<Integer> planned = new HashSet<>();
        for (Step step : header.plan().steps()) {
            if (step.experiment().equals(key.experiment())
                    && step.backend().equals(key.backend())) {
                planned.add(step.round());
            }
        }
        // What no step measures was computed from cells that are not whole.
        return planned.isEmpty() || !rounds.containsAll(planned);
    }

    private void warn(WarningKind kind, CellKey key, String detail) {
        warnings.add(
                new Warning(
                        kind,
                        key.experiment()
                                + " "
                                + key.backend()
                                + " "
                                + key.metric().id()
                                + ": "
                                + detail));
    }

    private static Outcome.Absent noSamples() {
        return new Outcome.Absent(
                Outcome.Kind.FAILED, "the step ended without a sample", "see the run's log");
    }
}
