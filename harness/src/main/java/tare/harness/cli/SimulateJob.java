package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.run.Cancellation;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Profile;
import tare.harness.run.Progress;
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

    int dryRun(SimulatedQuestion question, String profile, Optional<Path> out) {
        Plan plan = question.plan(profile);
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        console.out()
                .print(json ? Json.plan(plan, directory, 0) : question.planned(plan, directory));
        return ExitCode.DONE.code();
    }

    int run(SimulatedQuestion question, String profile, Optional<Path> out) {
        // Before anything is made: a trace that cannot be read leaves nothing behind.
        SimulatedQuestion.Ready ready = question.ready();
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        OutputDirectory.claim(directory, false);
        RunHeader header =
                ModelPublisher.header(question.plan(profile), Sweep.EXPERIMENT, Sweep.METHOD);
        try (RunJournal journal = RunJournal.create(directory, header)) {
            return sweep(ready, journal, directory);
        }
    }

    /** Goes on with what an ended simulation left. */
    int resume(Path out) {
        Path directory =
                OutputDirectory.resolve(Optional.of(out), Instant.now(), ModelPublisher.newId());
        OutputDirectory.claim(directory, true);
        try (RunJournal journal = RunJournal.resume(directory)) {
            String text = text(journal.header().plan(), directory);
            return sweep(ScenarioChoice.again(console, text).ready(), journal, directory);
        }
    }

    private int sweep(SimulatedQuestion.Ready ready, RunJournal journal, Path directory) {
        Progress progress = new SweepProgress(console);
        Cancellation cancellation = new Cancellation();
        List<Warning> warnings = new ArrayList<>();
        ready.remarks()
                .forEach(remark -> warnings.add(new Warning(WarningKind.DISCARDED, remark.text())));
        progress.planned(journal.header().plan(), directory, journal.completed().size(), 0);
        warnings.forEach(progress::warned);
        RunResult result;
        try (Signals signals = Signals.install(cancellation::request, PATIENCE_SECONDS)) {
            Sweep sweep =
                    new Sweep(Runtime.getRuntime().availableProcessors(), progress, cancellation);
            result = ready.player().play(sweep, journal, warnings);
            if (signals.interrupted()) {
                console.err()
                        .println(
                                "Ended early; go on with: tare simulate --resume --out "
                                        + directory);
            }
        }
        OutputDirectory.linkLatest(directory);
        return new ModelPublisher(console, json)
                .publish(result, directory, () -> ready.text().apply(result))
                .code();
    }
}
