package tare.harness.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tare.harness.host.HostProbe;
import tare.harness.run.Cancellation;
import tare.harness.run.OutputDirectory;
import tare.harness.run.Profile;
import tare.harness.run.Progress;
import tare.harness.run.Sweep;
import tare.reports.page.ReportPage;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.failure.TareException;
import tare.results.file.ResultReader;
import tare.results.file.RunHeader;
import tare.results.file.RunJournal;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.simulators.scenario.Scenario;
import tare.simulators.scenario.file.ScenarioFiles;
import tare.simulators.scenario.file.TraceFiles;

/** What {@code tare simulate} does, from scenario to result. */
final class SimulateJob {

    private static final String RESULT = "result.json";
    private static final String REPORT = "report.html";
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
    static ScenarioFiles.Loaded repeated(Path file, Map<String, String> settings) {
        Plan plan = new ResultReader().read(file).result().plan();
        return ScenarioFiles.reload(text(plan, file), settings);
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

    int dryRun(ScenarioFiles.Loaded loaded, String profile, Optional<Path> out) {
        Plan plan = Sweep.plan(loaded.scenario(), profile, loaded.text());
        Path directory = OutputDirectory.resolve(out, Instant.now(), newId());
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
        Plan plan = Sweep.plan(loaded.scenario(), profile, loaded.text());
        // Before anything is made: a trace that cannot be read leaves nothing behind.
        TraceFiles traces = TraceFiles.of(loaded.scenario());
        Path directory = OutputDirectory.resolve(out, Instant.now(), newId());
        OutputDirectory.claim(directory, false);
        RunHeader header =
                new RunHeader(
                        Instant.now().toString(), tool(), HostProbe.live().read(Map.of()), plan);
        try (RunJournal journal = RunJournal.create(directory, header)) {
            return sweep(loaded.scenario(), journal, traces, directory);
        }
    }

    /** Goes on with what an ended simulation left. */
    int resume(Path out) {
        Path directory = OutputDirectory.resolve(Optional.of(out), Instant.now(), newId());
        OutputDirectory.claim(directory, true);
        try (RunJournal journal = RunJournal.resume(directory)) {
            Scenario scenario =
                    ScenarioFiles.reload(text(journal.header().plan(), directory), Map.of())
                            .scenario();
            return sweep(scenario, journal, TraceFiles.of(scenario), directory);
        }
    }

    private int sweep(Scenario scenario, RunJournal journal, TraceFiles traces, Path directory) {
        Progress progress = new SweepProgress(console);
        Cancellation cancellation = new Cancellation();
        List<Warning> warnings = new ArrayList<>();
        traces.remarks()
                .forEach(remark -> warnings.add(new Warning(WarningKind.DISCARDED, remark.text())));
        progress.planned(journal.header().plan(), directory, journal.completed().size(), 0);
        warnings.forEach(progress::warned);
        RunResult result;
        try (Signals signals = Signals.install(cancellation::request, PATIENCE_SECONDS)) {
            result =
                    new Sweep(Runtime.getRuntime().availableProcessors(), progress, cancellation)
                            .run(scenario, journal, traces, warnings);
            if (signals.interrupted()) {
                console.err()
                        .println(
                                "Ended early; go on with: tare simulate --resume --out "
                                        + directory);
            }
        }
        OutputDirectory.linkLatest(directory);
        return publish(result, scenario, directory).code();
    }

    /** A page that cannot be drawn never costs the result. */
    private ExitCode publish(RunResult result, Scenario scenario, Path directory) {
        Path file = directory.resolve(RESULT);
        Path page = directory.resolve(REPORT);
        ExitCode code = ExitCode.DONE;
        try {
            new ReportPage().write(result, page);
        } catch (TareException e) {
            code = e.exitCode();
            new ErrorPrinter(new PrintWriter(console.err(), true, StandardCharsets.UTF_8), false)
                    .print(e);
            console.err()
                    .println("  The result is kept: 'tare report " + file + "' draws it later.");
        }
        boolean drawn = code == ExitCode.DONE;
        if (json) {
            console.out().print(Json.made(result, file, page, drawn));
            return code;
        }
        if (result.state() == RunState.COMPLETE) {
            console.out().print(new SimulatedText(result).of(scenario));
        }
        console.out().println("Result: " + file);
        if (drawn) {
            console.out().println("Report: " + page);
        }
        return code;
    }

    private static Tool tool() {
        BuildInfo build = BuildInfo.load();
        SortedMap<String, Integer> methods = new TreeMap<>();
        methods.put(Sweep.EXPERIMENT, Sweep.METHOD);
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.runtime.version", "unknown"));
        return new Tool(build.version(), build.commit(), methods, versions);
    }

    private static String newId() {
        return String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt());
    }
}
