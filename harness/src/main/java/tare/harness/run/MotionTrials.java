package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
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
import tare.simulators.consolidation.DayOutcome;
import tare.simulators.consolidation.DayUse;
import tare.simulators.consolidation.Moment;
import tare.simulators.scenario.MotionScenario;

/** Trials of a fleet in motion for a {@link Sweep}: their plan, and the cells that each fills. */
public final class MotionTrials {

    /** What moves: machines with a guest kernel. */
    public static final String BACKEND = "vm";

    private MotionTrials() {}

    /**
     * The plan of a scenario.
     *
     * @param text the scenario, whole, as the plan keeps it
     */
    public static Plan plan(MotionScenario scenario, String profile, String text) {
        return new Plan(
                scenario.seed(),
                profile,
                List.of(Sweep.EXPERIMENT),
                List.of(BACKEND),
                scenario.repeats(),
                new TreeMap<>(Map.of(Sweep.SCENARIO, text)),
                List.copyOf(steps(scenario).keySet()));
    }

    /** What each step of that plan adds to the cells. */
    public static Map<Step, Callable<List<Fragment>>> of(
            MotionScenario scenario, Function<MotionScenario.Day, DayUse> days) {
        Map<Step, Callable<List<Fragment>>> trials = new LinkedHashMap<>();
        steps(scenario)
                .forEach(
                        (step, trial) ->
                                trials.put(
                                        step,
                                        () ->
                                                cells(
                                                        scenario,
                                                        trial,
                                                        step,
                                                        trial.run(
                                                                days.apply(trial.day()),
                                                                scenario.hosts()))));
        return trials;
    }

    private static Map<Step, MotionScenario.Trial> steps(MotionScenario scenario) {
        Map<Step, MotionScenario.Trial> steps = new LinkedHashMap<>();
        int round = -1;
        int order = 0;
        for (MotionScenario.Trial trial : scenario.trials()) {
            order = trial.round() == round ? order + 1 : 0;
            round = trial.round();
            steps.put(new Step(round, order, Sweep.EXPERIMENT, BACKEND), trial);
        }
        return steps;
    }

    private static List<Fragment> cells(
            MotionScenario scenario, MotionScenario.Trial trial, Step step, DayOutcome outcome) {
        Map<Metric, Samples> samples = new TreeMap<>();
        samples.put(Metric.FLEET_ENERGY, new Samples(outcome.energyKwh()));
        samples.put(Metric.FLEET_MIGRATIONS, new Samples(outcome.migrations()));
        samples.put(Metric.FLEET_SLATAH, new Samples(outcome.slatah()));
        samples.put(Metric.FLEET_PDM, new Samples(outcome.pdm()));
        samples.put(Metric.FLEET_SLAV, new Samples(outcome.slav()));
        samples.put(Metric.FLEET_ESV, new Samples(outcome.esv()));
        samples.put(Metric.FLEET_ACTIVE, overTime(outcome, Moment::activeHosts));
        samples.put(Metric.FLEET_LOAD, overTime(outcome, Moment::load));
        SortedSet<Label> labels = new TreeSet<>(List.of(Label.SIMULATED, Label.PUBLISHED));
        List<Fragment> cells = new ArrayList<>();
        samples.forEach(
                (metric, values) ->
                        cells.add(
                                Fragment.of(
                                        key(scenario, trial, metric),
                                        BackendClass.VM,
                                        Sweep.METHOD,
                                        labels,
                                        "",
                                        new Round(trial.round(), step.order(), values))));
        return cells;
    }

    private static Samples overTime(DayOutcome outcome, ToDoubleFunction<Moment> of) {
        return new Samples(outcome.moments().stream().mapToDouble(of).toArray());
    }

    private static CellKey key(MotionScenario scenario, MotionScenario.Trial trial, Metric metric) {
        CellKey key =
                CellKey.of(Sweep.EXPERIMENT, BACKEND, scenario.name(), metric)
                        .with("policy", trial.policy().name())
                        .with("edition", trial.edition().id());
        return scenario.days().size() == 1 ? key : key.with("trace", trial.day().name());
    }
}
