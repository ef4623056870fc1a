package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import tare.results.file.StepRecord;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/**
 * Plays steps that are pure functions on all cores, and writes down what they give in the order of
 * the plan: the result does not tell how many cores there were.
 */
final class ModelSweep {

    private final int threads;
    private final Progress progress;
    private final Cancellation cancellation;

    /**
     * @param threads at least 1
     */
    ModelSweep(int threads, Progress progress, Cancellation cancellation) {
        this.threads = threads;
        this.progress = progress;
        this.cancellation = cancellation;
    }

    /**
     * Plays what is not done yet, and finishes the result; a partial one when it is asked to end.
     *
     * @param steps all of the plan, in its order
     * @param warnings what is known before the first step
     */
    RunResult run(
            Map<Step, Callable<List<Fragment>>> steps, RunJournal journal, List<Warning> warnings) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            Map<Step, Future<List<Fragment>>> running = new LinkedHashMap<>();
            steps.forEach(
                    (step, work) -> {
                        if (!journal.completed().contains(step)) {
                            running.put(step, workers.submit(work));
                        }
                    });
            for (Map.Entry<Step, Future<List<Fragment>>> each : running.entrySet()) {
                if (cancellation.requested()) {
                    break;
                }
                progress.stepStarted(each.getKey());
                journal.append(new StepRecord(each.getKey(), result(each.getValue()), List.of()));
                progress.stepDone(each.getKey(), new StepOutcome(List.of(), List.of()));
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

    /** The failure of a step is the failure of the sweep: another would fare no better. */
    private static List<Fragment> result(Future<List<Fragment>> step) {
        try {
            return step.get();
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
