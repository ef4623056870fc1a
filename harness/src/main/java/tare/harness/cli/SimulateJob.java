package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tare.harness.run.Cancellation;
import tare.harness.run.MigrationTrials;
import tare.harness.run.MotionTrials;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Profile;
import tare.harness.run.Progress;
import tare.harness.run.StormTrials;
import tare.harness.run.Sweep;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.file.ResultReader;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.simulators.scenario.MigrationScenario;
import tare.simulators.scenario.MotionScenario;
import tare.simulators.scenario.Scenario;
import tare.simulators.scenario.StormScenario;
import tare.simulators.scenario.file.DayFiles;
import tare.simulators.scenario.file.MigrationFiles;
import tare.simulators.scenario.file.MotionFiles;
import tare.simulators.scenario.file.ScenarioFiles;
import tare.simulators.scenario.file.StormFiles;
import tare.simulators.scenario.file.TraceFiles;
import tare.simulators.trace.Remark;

/** What {@code tare simulate} does, from scenario to result. */
final class SimulateJob {

    private static final String RESULT = "result.json";
    private static final int PATIENCE_SECONDS = 30;
    private static final int QUICK_REPEATS = 3;
    private static final int STANDARD_REPEATS = 10;
    private static final int THOROUGH_REPEATS = 50;

    private final Console console;
    private final boolean json;

    SimulateJob(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** How often the workload is drawn where the scenario does not say. */
    static int repeats(Profile profile) {
        return switch (profile) {
            case QUICK -> QUICK_REPEATS;
            case STANDARD -> STANDARD_REPEATS;
            case THOROUGH -> THOROUGH_REPEATS;
        };
    }

    /** The result file in a directory, or the file itself. */
    static Path resultFile(Path given) {
        return Files.isDirectory(given) ? given.resolve(RESULT) : given;
    }

    /**
     * The scenario of an earlier result.
     *
     * @throws InputError if the result is not of a simulation
     */
    static String repeated(Path file) {
        return text(new ResultReader().read(file).result().plan(), file);
    }

    private static String text(Plan plan, Path file) {
        @Nullable String text = plan.parameters().get(Sweep.SCENARIO);
        if (text == null) {
            throw new InputError(
                    "the result is not of a simulation",
                    file.toString(),
                    "its plan has no scenario",
                    "give a scenario; --calibrate " + file + " takes what was measured");
        }
        return text;
    }

    int dryRun(MotionFiles.Loaded loaded, String profile, Optional<Path> out) {
        MotionScenario scenario = loaded.scenario();
        Plan plan = MotionTrials.plan(scenario, profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        if (json) {
            console.out().print(Json.plan(plan, directory, 0));
        } else {
            console.out().print(MotionText.planned(scenario, plan, directory));
        }
        return ExitCode.DONE.code();
    }

    int dryRun(MigrationFiles.Loaded loaded, String profile, Optional<Path> out) {
        MigrationScenario scenario = loaded.scenario();
        Plan plan = MigrationTrials.plan(scenario, profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        console.out()
                .print(
                        json
                                ? Json.plan(plan, directory, 0)
                                : MigrationText.planned(scenario, plan, directory));
        return ExitCode.DONE.code();
    }

    int dryRun(StormFiles.Loaded loaded, String profile, Optional<Path> out) {
        StormScenario scenario = loaded.scenario();
        Plan plan = StormTrials.plan(scenario, profile, loaded.text());
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

    int dryRun(ScenarioFiles.Loaded loaded, String profile, Optional<Path> out) {
        Plan plan = Sweep.plan(loaded.scenario(), profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        if (json) {
            console.out().print(Json.plan(plan, directory, 0));
            return ExitCode.DONE.code();
        }
        Scenario scenario = loaded.scenario();
        console.out()
                .printf(
                        Locale.ROOT,
                        "Would simulate %s into %s: %d trials%n"
                                + "  %d repeats from seed %d, %d technologies, policies %s%n",
                        scenario.name(),
                        directory,
                        plan.steps().size(),
                        scenario.repeats(),
                        scenario.seed(),
                        scenario.technologies().size(),
                        String.join(", ", scenario.policies()));
        scenario.technologies()
                .forEach(
                        each ->
                                console.out()
                                        .printf(
                                                Locale.ROOT,
                                                "  %-22s %10s an instance  %s%n",
                                                each.name(),
                                                Quantity.bytes((double) each.memory().bytes()),
                                                each.source()));
        return ExitCode.DONE.code();
    }

    int run(ScenarioFiles.Loaded loaded, String profile, Optional<Path> out) {
        // Before anything is made: a trace that cannot be read leaves nothing behind.
        return run(
                Sweep.plan(loaded.scenario(), profile, loaded.text()),
                out,
                of(loaded.scenario(), TraceFiles.of(loaded.scenario())));
    }

    int run(MotionFiles.Loaded loaded, String profile, Optional<Path> out) {
        return run(
                MotionTrials.plan(loaded.scenario(), profile, loaded.text()),
                out,
                of(loaded.scenario(), DayFiles.of(loaded.scenario())));
    }

    int run(MigrationFiles.Loaded loaded, String profile, Optional<Path> out) {
        return run(
                MigrationTrials.plan(loaded.scenario(), profile, loaded.text()),
                out,
                of(loaded.scenario()));
    }

    int run(StormFiles.Loaded loaded, String profile, Optional<Path> out) {
        return run(
                StormTrials.plan(loaded.scenario(), profile, loaded.text()),
                out,
                of(loaded.scenario()));
    }

    /** A question with all that it needs. */
    private record Asked(List<Remark> remarks, Player player, Function<RunResult, String> text) {}

    /** Plays what a journal does not have yet. */
    private interface Player {
        RunResult play(Sweep sweep, RunJournal journal, List<Warning> warnings);
    }

    private static Asked of(Scenario scenario, TraceFiles traces) {
        return new Asked(
                traces.remarks(),
                (sweep, journal, warnings) -> sweep.run(scenario, journal, traces, warnings),
                result -> new SimulatedText(result).of(scenario));
    }

    private static Asked of(MotionScenario scenario, DayFiles days) {
        return new Asked(
                days.remarks(),
                (sweep, journal, warnings) ->
                        sweep.run(MotionTrials.of(scenario, days::of), journal, warnings),
                result -> new MotionText(result).of(scenario));
    }

    private static Asked of(MigrationScenario scenario) {
        return new Asked(
                List.of(),
                (sweep, journal, warnings) ->
                        sweep.run(MigrationTrials.of(scenario), journal, warnings),
                result -> new MigrationText(result).of(scenario));
    }

    private static Asked of(StormScenario scenario) {
        return new Asked(
                List.of(),
                (sweep, journal, warnings) ->
                        sweep.run(StormTrials.of(scenario), journal, warnings),
                result -> new StormText(result).of(scenario));
    }

    private int run(Plan plan, Optional<Path> out, Asked asked) {
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        OutputDirectory.claim(directory, false);
        RunHeader header = ModelPublisher.header(plan, Sweep.EXPERIMENT, Sweep.METHOD);
        try (RunJournal journal = RunJournal.create(directory, header)) {
            return sweep(asked, journal, directory);
        }
    }

    /** Goes on with what an ended simulation left. */
    int resume(Path out) {
        Path directory =
                OutputDirectory.resolve(Optional.of(out), Instant.now(), ModelPublisher.newId());
        OutputDirectory.claim(directory, true);
        try (RunJournal journal = RunJournal.resume(directory)) {
            return sweep(asked(text(journal.header().plan(), directory)), journal, directory);
        }
    }

    private static Asked asked(String text) {
        if (StormFiles.isStorm(text)) {
            return of(StormFiles.reload(text, Map.of()).scenario());
        }
        if (MigrationFiles.isMigration(text)) {
            return of(MigrationFiles.reload(text, Map.of()).scenario());
        }
        if (MotionFiles.isMotion(text)) {
            MotionScenario motion = MotionFiles.reload(text, Map.of()).scenario();
            return of(motion, DayFiles.of(motion));
        }
        Scenario scenario = ScenarioFiles.reload(text, Map.of()).scenario();
        return of(scenario, TraceFiles.of(scenario));
    }

    private int sweep(Asked asked, RunJournal journal, Path directory) {
        Progress progress = new SweepProgress(console);
        Cancellation cancellation = new Cancellation();
        List<Warning> warnings = new ArrayList<>();
        asked.remarks()
                .forEach(remark -> warnings.add(new Warning(WarningKind.DISCARDED, remark.text())));
        progress.planned(journal.header().plan(), directory, journal.completed().size(), 0);
        warnings.forEach(progress::warned);
        RunResult result;
        try (Signals signals = Signals.install(cancellation::request, PATIENCE_SECONDS)) {
            Sweep sweep =
                    new Sweep(Runtime.getRuntime().availableProcessors(), progress, cancellation);
            result = asked.player().play(sweep, journal, warnings);
            if (signals.interrupted()) {
                console.err()
                        .println(
                                "Ended early; go on with: tare simulate --resume --out "
                                        + directory);
            }
        }
        OutputDirectory.linkLatest(directory);
        return new ModelPublisher(console, json)
                .publish(result, directory, () -> asked.text().apply(result))
                .code();
    }
}
