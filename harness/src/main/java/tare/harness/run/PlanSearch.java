package tare.harness.run;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tare.results.failure.TareException;
import tare.results.file.RunJournal;
import tare.results.file.StepRecord;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.plan.Answer;
import tare.simulators.plan.Question;
import tare.simulators.plan.Search;
import tare.simulators.plan.Technology;
import tare.simulators.plan.TechnologyPlan;

/**
 * Plans a fleet: a step for each technology, on all cores; written down in the order of the
 * question, so that the result does not tell how many cores there were.
 */
public final class PlanSearch {

    /** The name in steps and cells. */
    public static final String EXPERIMENT = "plan";

    /** Raised when the model's meaning changes. */
    public static final int METHOD = 1;

    /** The plan's parameter that holds the fleet, whole. */
    public static final String FLEET = "fleet";

    private PlanSearch() {}

    /**
     * The plan of a question.
     *
     * @param text the fleet, whole, as the plan keeps it
     */
    public static Plan plan(Question question, String profile, String text) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(FLEET, text);
        List<Step> steps = new ArrayList<>();
        for (Technology technology : question.technologies()) {
            steps.add(new Step(0, steps.size(), EXPERIMENT, technology.name()));
        }
        return new Plan(
                question.seed(),
                profile,
                List.of(EXPERIMENT),
                question.technologies().stream().map(Technology::name).toList(),
                1,
                parameters,
                steps);
    }

    /**
     * Searches.
     *
     * @param threads at least 1
     */
    public static Answer answer(Question question, WorkloadSpec.Traces traces, int threads) {
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        try {
            List<Future<TechnologyPlan>> running = new ArrayList<>();
            for (Technology technology : question.technologies()) {
                running.add(workers.submit(() -> Search.of(question, technology, traces)));
            }
            List<TechnologyPlan> plans = new ArrayList<>();
            for (Future<TechnologyPlan> each : running) {
                plans.add(result(each));
            }
            return Answer.of(question, plans);
        } finally {
            workers.shutdownNow();
        }
    }

    /** Writes the answer down, whole. */
    public static RunResult record(
            Question question, Answer answer, RunJournal journal, List<Warning> warnings) {
        PlanCells cells = new PlanCells(question, answer);
        for (Step step : journal.header().plan().steps()) {
            journal.append(new StepRecord(step, cells.of(step.backend(), step.order()), List.of()));
        }
        return journal.finish(RunState.COMPLETE, journal.header().host(), warnings);
    }

    private static TechnologyPlan result(Future<TechnologyPlan> search) {
        try {
            return search.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TareException told) {
                throw told;
            }
            throw new IllegalStateException("a search failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("nobody interrupts this thread", e);
        }
    }
}
