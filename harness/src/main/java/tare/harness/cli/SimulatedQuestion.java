package tare.harness.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import tare.harness.run.Sweep;
import tare.results.file.RunJournal;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Warning;
import tare.simulators.trace.Remark;

/** A scenario of some kind, as {@code tare simulate} knows it. */
interface SimulatedQuestion {

    /** Its trials. */
    Plan plan(String profile);

    /** What a dry run says. */
    String planned(Plan plan, Path directory);

    /**
     * Reads all that the trials need.
     *
     * @throws tare.results.failure.InputError if a trace cannot be read
     */
    Ready ready();

    /**
     * A question with all that it needs.
     *
     * @param remarks on what was read
     * @param player of its trials
     * @param text of its answer, for a terminal
     */
    record Ready(List<Remark> remarks, Player player, Function<RunResult, String> text) {}

    /** Plays what a journal does not have yet. */
    interface Player {
        RunResult play(Sweep sweep, RunJournal journal, List<Warning> warnings);
    }
}
