package tare.harness.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import tare.harness.host.HostProbe;
import tare.reports.page.ReportPage;
import tare.results.failure.ExitCode;
import tare.results.failure.TareException;
import tare.results.file.RunHeader;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Tool;

/** What every command that asks a model does with the answer: a page beside it, and words. */
final class ModelPublisher {

    private static final String RESULT = "result.json";
    private static final String REPORT = "report.html";

    private final Console console;
    private final boolean json;

    ModelPublisher(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /** The head of a result. */
    static RunHeader header(Plan plan, String experiment, int method) {
        BuildInfo build = BuildInfo.load();
        SortedMap<String, Integer> methods = new TreeMap<>();
        methods.put(experiment, method);
        SortedMap<String, String> versions = new TreeMap<>();
        versions.put("java", System.getProperty("java.runtime.version", "unknown"));
        return new RunHeader(
                Instant.now().toString(),
                new Tool(build.version(), build.commit(), methods, versions),
                HostProbe.live().read(Map.of()),
                plan);
    }

    /** For the name of a directory. */
    static String newId() {
        return String.format(Locale.ROOT, "%08x", new SecureRandom().nextInt());
    }

    /**
     * Draws the page, which never costs the result, and says what was found.
     *
     * @param words for people; asked for where the result is whole
     */
    ExitCode publish(RunResult result, Path directory, Supplier<String> words) {
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
            console.out().print(words.get());
        }
        console.out().println("Result: " + file);
        if (drawn) {
            console.out().println("Report: " + page);
        }
        return code;
    }
}
