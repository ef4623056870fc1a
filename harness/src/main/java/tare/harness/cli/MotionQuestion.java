package tare.harness.cli;

import java.nio.file.Path;
import tare.harness.run.MotionTrials;
import tare.results.model.Plan;
import tare.simulators.scenario.MotionScenario;
import tare.simulators.scenario.file.DayFiles;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

/** What a day of a fleet in motion costs. */
record MotionQuestion(Loaded<MotionScenario> loaded) implements SimulatedQuestion {

    @Override
    public Plan plan(String profile) {
        return MotionTrials.plan(loaded.scenario(), profile, loaded.text());
    }

    @Override
    public String planned(Plan plan, Path directory) {
        return MotionText.planned(loaded.scenario(), plan, directory);
    }

    @Override
    public Ready ready() {
        MotionScenario scenario = loaded.scenario();
        DayFiles days = DayFiles.of(scenario);
        return new Ready(
                days.remarks(),
                (sweep, journal, warnings) ->
                        sweep.run(MotionTrials.of(scenario, days::of), journal, warnings),
                result -> new MotionText(result).of(scenario));
    }
}
