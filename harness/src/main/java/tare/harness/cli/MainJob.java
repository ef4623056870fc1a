package tare.harness.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.jmh.SerialFilter;
import tare.harness.run.Cancellation;
import tare.harness.run.Candidate;
import tare.harness.run.OutputDirectory;
import tare.harness.run.OverheadBackends;
import tare.harness.run.Planner;
import tare.harness.run.Progress;
import tare.harness.run.RunRequest;
import tare.harness.run.Runner;
import tare.harness.run.Session;
import tare.harness.run.Workplace;
import tare.reports.page.ReportPage;
import tare.results.failure.ExitCode;
import tare.results.failure.HostError;
import tare.results.failure.TareException;
import tare.results.failure.UsageError;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.file.SampleLog;
import tare.results.gate.Looks;
import tare.results.model.Cell;
import tare.results.model.HostFacts;
import tare.results.model.Label;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Step;
import tare.results.model.Warning;
import tare.results.model.WarningKind;

/** What {@code tare run} does, from request to report. */
final class MainJob {

    private static final String RESULT = "result.json";
    private static final String REPORT = "report.html";

    private final Console console;
    private final boolean json;
    private final Wiring wiring;
    private final Planner planner;

    MainJob(Console console, boolean json) {
        this.console = console;
        this.json = json;
        this.wiring = new Wiring();
        this.planner = wiring.planner();
    }

    /** Prints plan, order and estimate; measures nothing. */
    int dryRun(RunRequest asked, Optional<Path> out) {
        RunRequest request = completed(asked);
        try (Workplace place = wiring.workplace(Workplace.Sharing.CONCURRENT)) {
            List<Candidate> candidates = candidates(request, place);
            Plan plan = planner.plan(request, candidates, wiring.drawSeed());
            Path directory = OutputDirectory.resolve(out, Instant.now(), place.runId());
            long nanos = planner.estimateNanos(plan, plan.steps());
            console.out()
                    .print(
                            json
                                    ? Json.plan(plan, directory, nanos)
                                    : PlanText.of(plan, directory, nanos));
            sayWhatWouldBeSkipped(candidates);
        }
        return ExitCode.DONE.code();
    }

    private void sayWhatWouldBeSkipped(List<Candidate> candidates) {
        Progress progress = new ConsoleProgress(console);
        for (Candidate candidate : candidates) {
            if (candidate.availability() instanceof Availability.Unavailable absent) {
                progress.skipped(candidate.backend().key(), absent.reason(), absent.remedy());
            }
        }
    }

    /**
     * Refuses parameters that nothing reads.
     *
     * @throws tare.results.failure.UsageError if there is one
     */
    void requireKnown(Set<String> parameters) {
        planner.requireKnown(parameters);
    }

    /** Runs, writes the result, draws the page. */
    int run(RunRequest asked, Optional<Path> out, boolean resume, Workplace.Sharing sharing) {
        RunRequest request = resume ? asked : completed(asked);
        SerialFilter.install();
        Cancellation cancellation = new Cancellation();
        try (Signals signals = Signals.install(cancellation);
                Workplace place = wiring.workplace(sharing)) {
            Path directory = OutputDirectory.resolve(out, Instant.now(), place.runId());
            OutputDirectory.claim(directory, resume);
            RunResult result = measure(request, directory, resume, place, cancellation);
            ExitCode code = publish(result, directory);
            if (signals.interrupted()) {
                console.err()
                        .println("Ended early; go on with: tare run --resume --out " + directory);
            }
            return code.code();
        }
    }

    /** With the backends that an experiment cannot do without; says which. */
    private RunRequest completed(RunRequest asked) {
        OverheadBackends completed =
                OverheadBackends.of(
                        asked, wiring.registry(), BackendContext.settingsOf(asked.parameters()));
        completed.words().forEach(console.err()::println);
        return completed.request();
    }

    private RunResult measure(
            RunRequest request,
            Path directory,
            boolean resume,
            Workplace place,
            Cancellation cancellation) {
        Progress progress = new ConsoleProgress(console);
        HostFacts host = wiring.hostFacts();
        // What is resumed asks the backends of its plan alone, once that is read.
        List<Candidate> candidates = resume ? List.of() : candidates(request, place);
        try (RunJournal journal =
                resume
                        ? RunJournal.resume(directory)
                        : RunJournal.create(directory, header(request, candidates, host, place))) {
            Plan plan = journal.header().plan();
            requireNoArms(plan, directory);
            requireSameHost(journal.header().host(), host, directory);
            List<Candidate> planned = resume ? candidates(asked(plan, request), place) : candidates;
            List<Warning> warnings = new ArrayList<>(wiring.hostWarnings(host));
            if (place.concurrent()) {
                warnings.add(new Warning(WarningKind.CONCURRENT, ""));
            }
            List<Step> left =
                    plan.steps().stream().filter(s -> !journal.completed().contains(s)).toList();
            progress.planned(
                    plan,
                    directory,
                    plan.steps().size() - left.size(),
                    planner.estimateNanos(plan, left));
            warnings.forEach(progress::warned);
            Session session = wiring.session(place, directory, request.pin());
            return new Runner(
                            planner.experiments(List.of(Planner.ALL)),
                            wiring::pressure,
                            progress,
                            cancellation)
                    .run(session, journal, planned, warnings);
        }
    }

    private List<Candidate> candidates(RunRequest request, Workplace place) {
        try (Asking asking = new Asking(console)) {
            return planner.candidates(request, place.context(), asking);
        }
    }

    private RunHeader header(
            RunRequest request, List<Candidate> candidates, HostFacts host, Workplace place) {
        Plan plan = planner.plan(request, candidates, wiring.drawSeed());
        return new RunHeader(
                Instant.now().toString(),
                wiring.tool(candidates, plan.parameters(), place),
                host,
                plan);
    }

    /** A resumed run has the backends of its plan, not those of today's options. */
    private static RunRequest asked(Plan plan, RunRequest now) {
        return new RunRequest(
                plan.experiments(),
                plan.backends(),
                now.required(),
                now.profile(),
                now.rounds(),
                now.seed(),
                now.pin(),
                plan.parameters());
    }

    /** A gate's arms take turns within a round: what is left of one compares nothing. */
    private static void requireNoArms(Plan plan, Path directory) {
        for (String backend : plan.backends()) {
            if (backend.contains(Looks.SEPARATOR)) {
                throw new UsageError(
                        "a look of a gate is not resumed",
                        directory.toString(),
                        "it has the arm " + backend,
                        "tare gate --a … --b … measures anew");
            }
        }
    }

    private static void requireSameHost(HostFacts before, HostFacts now, Path directory) {
        if (!before.fingerprint().equals(now.fingerprint())) {
            List<String> differing = new ArrayList<>();
            before.values()
                    .forEach(
                            (fact, value) -> {
                                if (fact.binding() && !value.equals(now.value(fact))) {
                                    differing.add(
                                            fact.id()
                                                    + " was "
                                                    + value
                                                    + ", is "
                                                    + now.value(fact));
                                }
                            });
            throw new HostError(
                    "the unfinished run was begun on a different host",
                    directory.toString(),
                    String.join("; ", differing),
                    "start a new run with another --out DIR");
        }
    }

    /** A page that cannot be drawn never costs the result. */
    private ExitCode publish(RunResult result, Path directory) {
        Path file = directory.resolve(RESULT);
        Path page = directory.resolve(REPORT);
        ExitCode code = worst(result);
        boolean drawn = true;
        SampleLog.write(result, directory);
        try {
            new ReportPage().write(result, page);
        } catch (TareException e) {
            drawn = false;
            code = code.worse(e.exitCode());
            new ErrorPrinter(
                            new java.io.PrintWriter(
                                    console.err(), true, java.nio.charset.StandardCharsets.UTF_8),
                            false)
                    .print(e);
            console.err()
                    .println("  The result is kept: 'tare report " + file + "' draws it later.");
        }
        OutputDirectory.linkLatest(directory);
        if (json) {
            console.out().print(Json.made(result, file, page, drawn));
        } else {
            console.out().println("Result: " + file);
            if (drawn) {
                console.out().println("Report: " + page);
            }
        }
        return code;
    }

    private static boolean failed(Cell cell) {
        return cell.outcome() instanceof Outcome.Absent absent
                && absent.kind() == Outcome.Kind.FAILED;
    }

    /** Whether a round of a cell failed in a run that did them all. */
    private static boolean lacksRounds(Cell cell) {
        return cell.labels().contains(Label.PARTIAL);
    }

    private static ExitCode worst(RunResult result) {
        boolean whole = result.state() == RunState.COMPLETE;
        boolean failed =
                result.cells().stream()
                        .anyMatch(cell -> failed(cell) || (whole && lacksRounds(cell)));
        return failed ? ExitCode.CELL_FAILED : ExitCode.DONE;
    }
}
