package tare.results.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Summary;
import tare.results.statistics.Quantiles;

/**
 * Several runs of the same arms, one after the other, as one: rounds are numbered on. The backend
 * {@code oci:x@a1} goes by the name of what is compared, in the arm {@code a1}.
 */
public final class Looks {

    /** Between a backend's name and its arm. */
    public static final String SEPARATOR = "@";

    private Looks() {}

    /** The name of a backend in an arm. */
    public static String key(String backend, String arm) {
        return backend + SEPARATOR + arm;
    }

    /**
     * The cells of all runs; a cell that was absent in one of them is absent.
     *
     * @param name what both sides' backends are called, whatever their keys were
     */
    public static List<Cell> cells(List<RunResult> runs, String name) {
        Map<CellKey, Cell> joined = new TreeMap<>();
        int offset = 0;
        for (RunResult run : runs) {
            for (Cell cell : run.cells()) {
                if (cell.key().backend().contains(SEPARATOR)) {
                    CellKey key = inArm(cell.key(), name);
                    joined.put(key, joined(key, joined.get(key), cell, offset));
                }
            }
            offset += run.plan().rounds();
        }
        return List.copyOf(joined.values());
    }

    /** A plan that stands for those of all runs. */
    public static Plan plan(List<RunResult> runs) {
        Plan first = runs.get(0).plan();
        List<Step> steps = new ArrayList<>();
        int offset = 0;
        for (RunResult run : runs) {
            for (Step step : run.plan().steps()) {
                steps.add(
                        new Step(
                                step.round() + offset,
                                step.order(),
                                step.experiment(),
                                step.backend()));
            }
            offset += run.plan().rounds();
        }
        return new Plan(
                first.seed(),
                first.profile(),
                first.experiments(),
                first.backends(),
                offset,
                first.parameters(),
                steps);
    }

    private static Cell joined(CellKey key, @Nullable Cell before, Cell cell, int offset) {
        TreeSet<Label> labels = new TreeSet<>(cell.labels());
        Outcome outcome = renumbered(cell.outcome(), offset);
        if (before != null) {
            labels.addAll(before.labels());
            outcome = both(before.outcome(), outcome);
        }
        return new Cell(key, cell.backendClass(), cell.method(), labels, cell.channel(), outcome);
    }

    private static Outcome both(Outcome before, Outcome after) {
        if (before instanceof Outcome.Measured earlier && after instanceof Outcome.Measured later) {
            List<Round> rounds = new ArrayList<>(earlier.rounds());
            rounds.addAll(later.rounds());
            return measured(rounds);
        }
        return before instanceof Outcome.Absent ? before : after;
    }

    private static Outcome renumbered(Outcome outcome, int offset) {
        if (!(outcome instanceof Outcome.Measured measured)) {
            return outcome;
        }
        return new Outcome.Measured(
                measured.rounds().stream()
                        .map(r -> new Round(r.round() + offset, r.order(), r.samples()))
                        .toList(),
                measured.summary());
    }

    /** Rounds with the summary of all their samples. */
    static Outcome.Measured measured(List<Round> rounds) {
        double[] all =
                rounds.stream().flatMapToDouble(r -> Arrays.stream(r.samples().values())).toArray();
        Quantiles.Overview o = Quantiles.overview(all);
        return new Outcome.Measured(
                rounds,
                new Summary(
                        o.count(),
                        o.min(),
                        o.p50(),
                        o.p90(),
                        o.p99(),
                        o.p999(),
                        o.max(),
                        o.mean(),
                        Quantiles.ESTIMATOR));
    }

    private static CellKey inArm(CellKey key, String name) {
        int at = key.backend().lastIndexOf(SEPARATOR);
        return new CellKey(key.experiment(), name, key.workload(), key.metric(), key.parameters())
                .with(Arms.PARAMETER, key.backend().substring(at + 1));
    }
}
