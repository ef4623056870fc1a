package tare.harness.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import tare.harness.run.StormTrials;
import tare.results.model.Plan;
import tare.simulators.scenario.StormScenario;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

/** How long storms of starts and bursts of requests take. */
record StormQuestion(Loaded<StormScenario> loaded) implements SimulatedQuestion {

    @Override
    public Plan plan(String profile) {
        return StormTrials.plan(loaded.scenario(), profile, loaded.text());
    }

    @Override
    public String planned(Plan plan, Path directory) {
        StormScenario scenario = loaded.scenario();
        return String.format(
                Locale.ROOT,
                "Would simulate %s into %s: %d trials%n  %d repeats from seed %d%n%s",
                scenario.name(),
                directory,
                plan.steps().size(),
                scenario.repeats(),
                scenario.seed(),
                StormText.inputs(scenario));
    }

    @Override
    public Ready ready() {
        StormScenario scenario = loaded.scenario();
        return new Ready(
                List.of(),
                (sweep, journal, warnings) ->
                        sweep.run(StormTrials.of(scenario), journal, warnings),
                result -> new StormText(result).of(scenario));
    }
}
