package tare.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.run.OutputDirectory;
import tare.harness.run.PlanSearch;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.file.ResultReader;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.simulators.plan.Answer;
import tare.simulators.plan.Question;
import tare.simulators.scenario.file.FleetFiles;
import tare.simulators.scenario.file.TraceFiles;

/** What {@code tare plan} does, from fleet to result. */
final class PlanJob {

    private final Console console;
    private final boolean json;

    PlanJob(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /**
     * The fleet of an earlier result.
     *
     * @throws InputError if the result is not of a plan
     */
    static FleetFiles.Loaded repeated(Path file, FleetFiles.Wishes wishes) {
        Plan plan = new ResultReader().read(file).result().plan();
        @Nullable String text = plan.parameters().get(PlanSearch.FLEET);
        if (text == null) {
            throw new InputError(
                    "the result is not of a plan",
                    file.toString(),
                    "it has no fleet",
                    "give a fleet; --calibrate " + file + " takes what was measured");
        }
        return FleetFiles.reload(text, wishes);
    }

    int dryRun(FleetFiles.Loaded loaded, String profile, Optional<Path> out) {
        Question question = loaded.question();
        Plan plan = PlanSearch.plan(question, profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        if (json) {
            console.out().print(Json.plan(plan, directory, 0));
            return ExitCode.DONE.code();
        }
        console.out()
                .printf(
                        Locale.ROOT,
                        "Would plan %s into %s: %d choices, in %d draws from seed %d%n%s",
                        question.name(),
                        directory,
                        question.technologies().stream().mapToInt(question::choices).sum(),
                        question.draws(),
                        question.seed(),
                        new PlannedText(question).inputs());
        return ExitCode.DONE.code();
    }

    int run(FleetFiles.Loaded loaded, String profile, Optional<Path> out) {
        Question question = loaded.question();
        Plan plan = PlanSearch.plan(question, profile, loaded.text());
        TraceFiles traces = TraceFiles.of(question.services());
        List<Warning> warnings = new ArrayList<>();
        traces.remarks()
                .forEach(remark -> warnings.add(new Warning(WarningKind.DISCARDED, remark.text())));
        Path directory = OutputDirectory.resolve(out, Instant.now(), ModelPublisher.newId());
        Answer answer =
                PlanSearch.answer(question, traces, Runtime.getRuntime().availableProcessors());
        OutputDirectory.claim(directory, false);
        RunHeader header = ModelPublisher.header(plan, PlanSearch.EXPERIMENT, PlanSearch.METHOD);
        RunResult result;
        try (RunJournal journal = RunJournal.create(directory, header)) {
            result = PlanSearch.record(question, answer, journal, warnings);
        }
        OutputDirectory.linkLatest(directory);
        return new ModelPublisher(console, json)
                .publish(result, directory, () -> new PlannedText(question).of(answer))
                .code();
    }
}
