package tare.harness.cli;

import java.nio.file.Path;
import java.util.Locale;
import tare.harness.run.Sweep;
import tare.results.model.Plan;
import tare.simulators.scenario.Scenario;
import tare.simulators.scenario.file.ScenarioKind.Loaded;
import tare.simulators.scenario.file.TraceFiles;

/** How many hosts a fleet needs. */
record PlacementQuestion(Loaded<Scenario> loaded) implements SimulatedQuestion {

    @Override
    public Plan plan(String profile) {
        return Sweep.plan(loaded.scenario(), profile, loaded.text());
    }

    @Override
    public String planned(Plan plan, Path directory) {
        Scenario scenario = loaded.scenario();
        StringBuilder text = new StringBuilder();
        text.append(
                String.format(
                        Locale.ROOT,
                        "Would simulate %s into %s: %d trials%n"
                                + "  %d repeats from seed %d, %d technologies, policies %s%n",
                        scenario.name(),
                        directory,
                        plan.steps().size(),
                        scenario.repeats(),
                        scenario.seed(),
                        scenario.technologies().size(),
                        String.join(", ", scenario.policies())));
        scenario.technologies()
                .forEach(
                        each ->
                                text.append(
                                        String.format(
                                                Locale.ROOT,
                                                "  %-22s %10s an instance  %s%n",
                                                each.name(),
                                                Quantity.bytes((double) each.memory().bytes()),
                                                each.source())));
        return text.toString();
    }

    @Override
    public Ready ready() {
        Scenario scenario = loaded.scenario();
        TraceFiles traces = TraceFiles.of(scenario);
        return new Ready(
                traces.remarks(),
                (sweep, journal, warnings) -> sweep.run(scenario, journal, traces, warnings),
                result -> new SimulatedText(result).of(scenario));
    }
}
