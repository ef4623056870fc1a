package tare.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tare.harness.run.Cancellation;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Progress;
import tare.harness.run.StormSweep;
import tare.harness.run.Sweep;
import tare.results.failure.ExitCode;
import tare.results.file.RunJournal;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.simulators.scenario.StormScenario;
import tare.simulators.scenario.file.StormFiles;

/** What {@code tare simulate} does with scenarios of starts. */
final class StormJob {

    private static final int PATIENCE_SECONDS = 30;

    private final Console console;
    private final boolean json;

    StormJob(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    int dryRun(StormFiles.Loaded loaded, String profile, Optional<Path> out) {
        StormScenario scenario = loaded.scenario();
        Plan plan = StormSweep.plan(scenario, profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        if (json) {
            console.out().print(Json.plan(plan, directory, 0));
            return ExitCode.DONE.code();
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "Would simulate %s into %s: %d trials%n  %d repeats from seed %d%n%s",
                        scenario.name(),
                        directory,
                        plan.steps().size(),
                        scenario.repeats(),
                        scenario.seed(),
                        StormText.inputs(scenario));
        return ExitCode.DONE.code();
    }

    int run(StormFiles.Loaded loaded, String profile, Optional<Path> out) {
        Plan plan = StormSweep.plan(loaded.scenario(), profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        OutputDirectory.claim(directory, false);
        try (RunJournal journal =
                RunJournal.create(
                        directory, ModelPublisher.header(plan, Sweep.EXPERIMENT, Sweep.METHOD))) {
            return sweep(loaded.scenario(), journal, directory);
        }
    }

    /** Plays what is left of a journal. */
    int sweep(StormScenario scenario, RunJournal journal, Path directory) {
        Progress progress = new SweepProgress(console);
        Cancellation cancellation = new Cancellation();
        progress.planned(journal.header().plan(), directory, journal.completed().size(), 0);
        RunResult result;
        try (Signals signals = Signals.install(cancellation::request, PATIENCE_SECONDS)) {
            result =
                    new StormSweep(
                                    Runtime.getRuntime().availableProcessors(),
                                    progress,
                                    cancellation)
                            .run(scenario, journal);
            if (signals.interrupted()) {
                console.err()
                        .println(
                                "Ended early; go on with: tare simulate --resume --out "
                                        + directory);
            }
        }
        OutputDirectory.linkLatest(directory);
        return new ModelPublisher(console, json)
                .publish(result, directory, () -> new StormText(result).of(scenario))
                .code();
    }
}
