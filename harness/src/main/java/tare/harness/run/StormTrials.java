package tare.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import tare.results.file.Fragment;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.Step;
import tare.simulators.scenario.StormKind;
import tare.simulators.scenario.StormScenario;
import tare.simulators.storm.StartTimes;

/** Trials of a scenario of starts for a {@link Sweep}: their plan, and the cells of each. */
public final class StormTrials {

    private StormTrials() {}

    /**
     * The plan of a scenario.
     *
     * @param text the scenario, whole, as the plan keeps it
     */
    public static Plan plan(StormScenario scenario, String profile, String text) {
        return new Plan(
                scenario.seed(),
                profile,
                List.of(Sweep.EXPERIMENT),
                scenario.technologies().stream().map(StartTimes::name).toList(),
                scenario.repeats(),
                new TreeMap<>(Map.of(Sweep.SCENARIO, text)),
                List.copyOf(steps(scenario).keySet()));
    }

    /** What each step of that plan adds to the cells. */
    public static Map<Step, Callable<List<Fragment>>> of(StormScenario scenario) {
        Map<Step, Callable<List<Fragment>>> trials = new LinkedHashMap<>();
        steps(scenario)
                .forEach(
                        (step, trial) ->
                                trials.put(step, () -> cells(scenario.name(), step, trial)));
        return trials;
    }

    private static Map<Step, StormScenario.Trial> steps(StormScenario scenario) {
        Map<Step, StormScenario.Trial> steps = new LinkedHashMap<>();
        int round = -1;
        int order = 0;
        for (StormScenario.Trial trial : scenario.trials()) {
            order = trial.round() == round ? order + 1 : 0;
            round = trial.round();
            steps.put(new Step(round, order, Sweep.EXPERIMENT, trial.technology().name()), trial);
        }
        return steps;
    }

    private static List<Fragment> cells(String scenario, Step step, StormScenario.Trial trial) {
        SortedSet<Label> labels = new TreeSet<>(trial.technology().labels());
        labels.add(Label.SIMULATED);
        List<Fragment> cells = new ArrayList<>();
        for (StormKind.Reading reading : trial.run()) {
            CellKey key =
                    new CellKey(
                            Sweep.EXPERIMENT,
                            trial.technology().name(),
                            scenario,
                            reading.metric(),
                            trial.kind().parameters());
            cells.add(
                    Fragment.of(
                            key,
                            trial.technology().backendClass(),
                            Sweep.METHOD,
                            labels,
                            "",
                            new Round(step.round(), step.order(), reading.samples())));
        }
        return cells;
    }
}
