package tare.harness.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import tare.results.file.Fragment;
import tare.results.file.RunJournal;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Scenario;
import tare.simulators.scenario.Trial;

/**
 * Plays the trials of a scenario on all cores. Each is a pure function of its case, and they are
 * written down in the order of the plan: the result does not tell how many cores there were.
 */
public final class Sweep {

    /** The name in steps and cells. */
    public static final String EXPERIMENT = "simulate";

    /** Raised when the model's meaning changes. */
    public static final int METHOD = 1;

    /** The plan's parameter that holds the scenario, whole. */
    public static final String SCENARIO = "scenario";

    private final int threads;
    private final Progress progress;
    private final Cancellation cancellation;

    /**
     * @param threads at least 1
     */
    public Sweep(int threads, Progress progress, Cancellation cancellation) {
        this.threads = threads;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * The plan of a scenario.
     *
     * @param text the scenario, whole, as the plan keeps it
     */
    public static Plan plan(Scenario scenario, String profile, String text) {
        return new Plan(
                scenario.seed(),
                profile,
                List.of(EXPERIMENT),
                scenario.technologies().stream().map(each -> each.name()).toList(),
                scenario.repeats(),
                new TreeMap<>(Map.of(SCENARIO, text)),
                List.copyOf(steps(scenario).keySet()));
    }

    private static Map<Step, Trial> steps(Scenario scenario) {
        Map<Step, Trial> steps = new LinkedHashMap<>();
        int round = -1;
        int order = 0;
        for (Trial trial : scenario.trials()) {
            order = trial.round() == round ? order + 1 : 0;
            round = trial.round();
            steps.put(new Step(round, order, EXPERIMENT, trial.technology().name()), trial);
        }
        return steps;
    }

    /**
     * Plays what is not done yet, and finishes the result; a partial one when it is asked to end.
     *
     * @param traces all that the scenario names, read
     * @param warnings what is known before the first trial
     */
    public RunResult run(
            Scenario scenario,
            RunJournal journal,
            WorkloadSpec.Traces traces,
            List<Warning> warnings) {
        Map<Step, Callable<List<Fragment>>> work = new LinkedHashMap<>();
        steps(scenario)
                .forEach(
                        (step, trial) ->
                                work.put(
                                        step,
                                        () ->
                                                new TrialCells(scenario.name(), trial, step.order())
                                                        .of(trial.run(traces))));
        return run(work, journal, warnings);
    }

    /**
     * The same for trials of any kind.
     *
     * @param trials by the step of the plan, in its order: what each adds to the cells
     */
    public RunResult run(
            Map<Step, Callable<List<Fragment>>> trials,
            RunJournal journal,
            List<Warning> warnings) {
        return new ModelSweep(threads, progress, cancellation).run(trials, journal, warnings);
    }
}
