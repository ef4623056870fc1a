package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import tare.results.file.Fragment;
import tare.results.model.BackendClass;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Samples;
import tare.results.model.Step;
import tare.simulators.migration.Evacuation;
import tare.simulators.migration.Transfer;
import tare.simulators.scenario.MigrationScenario;

/** Trials of live migration for a {@link Sweep}: their plan, and the cells that each fills. */
public final class MigrationTrials {

    private static final double NANOS_PER_SECOND = 1e9;

    private MigrationTrials() {}

    /**
     * The plan of a scenario.
     *
     * @param text the scenario, whole, as the plan keeps it
     */
    public static Plan plan(MigrationScenario scenario, String profile, String text) {
        return new Plan(
                0,
                profile,
                List.of(Sweep.EXPERIMENT),
                List.of(MotionTrials.BACKEND),
                1,
                new TreeMap<>(Map.of(Sweep.SCENARIO, text)),
                List.copyOf(steps(scenario).keySet()));
    }

    /** What each step of that plan adds to the cells. */
    public static Map<Step, Callable<List<Fragment>>> of(MigrationScenario scenario) {
        Map<Step, Callable<List<Fragment>>> trials = new LinkedHashMap<>();
        steps(scenario)
                .forEach(
                        (step, trial) ->
                                trials.put(step, () -> cells(scenario.name(), step, trial)));
        return trials;
    }

    private static Map<Step, MigrationScenario.Trial> steps(MigrationScenario scenario) {
        Map<Step, MigrationScenario.Trial> steps = new LinkedHashMap<>();
        for (MigrationScenario.Trial trial : scenario.trials()) {
            steps.put(new Step(0, steps.size(), Sweep.EXPERIMENT, MotionTrials.BACKEND), trial);
        }
        return steps;
    }

    private static List<Fragment> cells(String name, Step step, MigrationScenario.Trial trial) {
        Evacuation.Outcome outcome = trial.run();
        Map<Metric, Samples> samples = new TreeMap<>();
        samples.put(Metric.MIGRATION_DOWNTIME, each(outcome, one -> nanos(one.downtimeSeconds())));
        samples.put(Metric.MIGRATION_TOTAL, each(outcome, one -> nanos(one.totalSeconds())));
        samples.put(Metric.MIGRATION_TRAFFIC, each(outcome, one -> Math.rint(one.trafficBytes())));
        samples.put(Metric.MIGRATION_LOST, each(outcome, one -> nanos(one.lostCpuSeconds())));
        samples.put(Metric.MIGRATION_ROUNDS, each(outcome, Transfer::rounds));
        samples.put(Metric.MIGRATION_FORCED, each(outcome, one -> one.ended().forced() ? 1 : 0));
        samples.put(Metric.MIGRATION_ALL, new Samples(nanos(outcome.seconds())));
        SortedSet<Label> labels = new TreeSet<>(List.of(Label.SIMULATED));
        List<Fragment> cells = new ArrayList<>();
        samples.forEach(
                (metric, values) ->
                        cells.add(
                                Fragment.of(
                                        new CellKey(
                                                Sweep.EXPERIMENT,
                                                MotionTrials.BACKEND,
                                                name,
                                                metric,
                                                trial.parameters()),
                                        BackendClass.VM,
                                        Sweep.METHOD,
                                        labels,
                                        "",
                                        new Round(0, step.order(), values))));
        return cells;
    }

    private static Samples each(Evacuation.Outcome outcome, ToDoubleFunction<Transfer> figure) {
        return new Samples(outcome.transfers().stream().mapToDouble(figure).toArray());
    }

    private static double nanos(double seconds) {
        return Math.rint(seconds * NANOS_PER_SECOND);
    }
}
