package tare.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tare.harness.run.Cancellation;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Progress;
import tare.harness.run.StormSweep;
import tare.harness.run.Sweep;
import tare.results.failure.ExitCode;
import tare.results.file.ResultReader;
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

    /** What a result's plan says it is a simulation of; empty if of nothing. */
    static String scenario(Path file) {
        return text(new ResultReader().read(file).result().plan());
    }

    private static String text(Plan plan) {
        return plan.parameters().getOrDefault(Sweep.SCENARIO, "");
    }

    /** Goes on with what an ended simulation left, if that was one of starts. */
    Optional<Integer> resume(Path out) {
        Path directory =
                OutputDirectory.resolve(Optional.of(out), Instant.now(), ModelPublisher.newId());
        OutputDirectory.claim(directory, true);
        try (RunJournal journal = RunJournal.resume(directory)) {
            String text = text(journal.header().plan());
            return StormFiles.isStorm(text)
                    ? Optional.of(
                            sweep(StormFiles.reload(text, Map.of()).scenario(), journal, directory))
                    : Optional.empty();
        }
    }

    private int sweep(StormScenario scenario, RunJournal journal, Path directory) {
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
