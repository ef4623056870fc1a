package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tare.harness.experiment.StepOutcome;
import tare.results.failure.HostError;
import tare.results.failure.TareException;
import tare.results.file.Fragment;
import tare.results.file.RunJournal;
import tare.results.file.ScenarioText;
import tare.results.file.StepRecord;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
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
    public static final String SCENARIO = ScenarioText.PARAMETER;

    /** A trial on its way. */
    private record Running(Step step, Future<List<Fragment>> future) {}

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
        Map<Step, Callable<List<Fragment>>> trials = new LinkedHashMap<>();
        steps(scenario)
                .forEach(
                        (step, trial) ->
                                trials.put(
                                        step,
                                        () ->
                                                new TrialCells(scenario.name(), trial, step.order())
                                                        .of(trial.run(traces))));
        return run(trials, journal, warnings);
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
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Running> running = new ArrayList<>();
            trials.forEach(
                    (step, trial) -> {
                        if (!journal.completed().contains(step)) {
                            running.add(new Running(step, workers.submit(trial)));
                        }
                    });
            for (Running each : running) {
                if (cancellation.requested()) {
                    break;
                }
                progress.stepStarted(each.step());
                journal.append(new StepRecord(each.step(), result(each.future()), List.of()));
                progress.stepDone(each.step(), new StepOutcome(List.of(), List.of()));
            }
        } finally {
            workers.shutdownNow();
        }
        return finish(journal, warnings);
    }

    private RunResult finish(RunJournal journal, List<Warning> warnings) {
        int planned = journal.header().plan().steps().size();
        int done = journal.completed().size();
        List<Warning> all = new ArrayList<>(warnings);
        if (done < planned) {
            all.add(
                    new Warning(
                            WarningKind.PARTIAL, done + " of " + planned + " trials were done"));
        }
        RunResult result =
                journal.finish(
                        done < planned ? RunState.PARTIAL : RunState.COMPLETE,
                        journal.header().host(),
                        all);
        progress.finished(result);
        return result;
    }

    /** The failure of a trial is the failure of the sweep: another would fare no better. */
    private static List<Fragment> result(Future<List<Fragment>> trial) {
        try {
            return trial.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TareException told) {
                throw told;
            }
            if (e.getCause() instanceof OutOfMemoryError) {
                throw new HostError(
                        "the fleet does not fit into memory",
                        "simulate",
                        "several trials run at once, each with arrays for all instances and hosts",
                        "give fewer instances, or JAVA_TOOL_OPTIONS=-Xmx8g where there is so much",
                        e);
            }
            throw new IllegalStateException("a trial failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
