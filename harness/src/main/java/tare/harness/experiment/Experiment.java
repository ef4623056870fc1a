package tare.harness.experiment;

import java.util.List;
import java.util.Set;
import tare.harness.backend.Capability;
import tare.results.model.CellKey;
import tare.results.model.Plan;
import tare.results.model.Step;

/** A question asked of every backend, step by step. */
public interface Experiment {

    /** Name in plans, cells and on the command line, for example {@code boot}. */
    String name();

    /** Raised when the meaning of the cells changes; see the contracts of the result file. */
    int method();

    /** What a backend must be able to do; it is skipped otherwise. */
    Set<Capability> needs();

    /** How many rounds of this experiment the plan has. */
    int rounds(Plan plan);

    /**
     * The backends that have a step of their own in every round.
     *
     * @param available all that can be launched here
     * @return all of them, unless a step measures several together: then one that stands for them
     */
    default List<String> stepBackends(List<String> available) {
        return available;
    }

    /** About how long one step takes, for the estimate, in nanoseconds. */
    long stepNanos(Plan plan, String backend);

    /** The cells that stand for a backend which cannot run here, and for one whose step failed. */
    List<CellKey> principalCells(Plan plan, String backend);

    /**
     * Runs one step. A failed launch is a finding, not an exception.
     *
     * @throws tare.results.failure.TareException if the run cannot go on
     */
    StepOutcome run(Step step, StepContext context);

    /** Names of the plan's parameters that this reads; each may be followed by {@code /BACKEND}. */
    default List<String> parameters() {
        return List.of();
    }
}
