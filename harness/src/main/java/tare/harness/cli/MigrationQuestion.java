package tare.harness.cli;

import java.nio.file.Path;
import java.util.List;
import tare.harness.run.MigrationTrials;
import tare.results.model.Plan;
import tare.simulators.scenario.MigrationScenario;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

/** What moving machines off a host costs. */
record MigrationQuestion(Loaded<MigrationScenario> loaded) implements SimulatedQuestion {

    @Override
    public Plan plan(String profile) {
        return MigrationTrials.plan(loaded.scenario(), profile, loaded.text());
    }

    @Override
    public String planned(Plan plan, Path directory) {
        return MigrationText.planned(loaded.scenario(), plan, directory);
    }

    @Override
    public Ready ready() {
        MigrationScenario scenario = loaded.scenario();
        return new Ready(
                List.of(),
                (sweep, journal, warnings) ->
                        sweep.run(MigrationTrials.of(scenario), journal, warnings),
                result -> new MigrationText(result).of(scenario));
    }
}
