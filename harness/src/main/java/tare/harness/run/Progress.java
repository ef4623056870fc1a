package tare.harness.run;

import java.nio.file.Path;
import tare.harness.experiment.StepOutcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Warning;

/** What a run tells while it goes on. Nothing here may influence what is measured. */
public interface Progress {

    /**
     * The run begins.
     *
     * @param done steps that an earlier session finished
     * @param estimateNanos how long the rest may take
     */
    void planned(Plan plan, Path output, int done, long estimateNanos);

    /** A backend that cannot be launched here. */
    void skipped(String backend, String reason, String remedy);

    void stepStarted(Step step);

    void stepDone(Step step, StepOutcome outcome);

    void warned(Warning warning);

    /** The run has ended, early or not, and its file is written. */
    void finished(RunResult result);
}
