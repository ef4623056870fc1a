package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.reports.page.PageOptions;
import tare.reports.page.ReportPage;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.results.gate.Policy;
import tare.results.gate.Selector;
import tare.results.history.History;
import tare.results.history.Store;
import tare.results.history.Trend;
import tare.results.history.Trends;

/** {@code tare history}: where a series of results changed. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Reads a folder of result files as a series, and says where a figure changed its level.",
            "Each host stands apart, by its fingerprint. The folder needs no server: files are only added, an "
                    + "index beside them is kept up to date, and several processes may add and read at once."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare history results --add tare-out/latest",
            "  tare history results --metric boot/runc/stage.ready:p50 --page trend.html",
            "  tare history results --fail-on-change --newest 10",
            "",
            "Exit codes: 0 read, and with --fail-on-change no figure is worse; 1 one is; 2 usage; "
                    + "3 with --fail-on-change, no figure has the ten results that it takes; 5 no folder, or no "
                    + "result in it; 6 cannot write."
        })
final class HistoryCommand implements Callable<Integer> {

    private static final double WINDOWED_ALPHA = 0.001;
    private static final double DIVISIVE_ALPHA = 0.01;

    @Parameters(paramLabel = "DIR", description = "the folder of results")
    private Path directory = Path.of("");

    @Option(
            names = "--add",
            paramLabel = "RESULT",
            description =
                    "put a copy of this result, or run, into the folder first; may be given often")
    private List<Path> added = new ArrayList<>();

    @Option(
            names = "--metric",
            paramLabel = "SELECTOR",
            split = ",",
            description =
                    "which figures: [experiment/][backend/]metric[:pNN], or start-pNN (default: those"
                            + " that a gate judges without a policy)")
    private List<String> metrics = new ArrayList<>();

    @Option(
            names = "--last",
            paramLabel = "N",
            description = "look at so many of the newest results (default: ${DEFAULT-VALUE})")
    private int last = 500;

    @Option(
            names = "--method",
            paramLabel = "windowed|e-divisive",
            description = "how changes are looked for (default: windowed)")
    private String method = "windowed";

    @Option(
            names = "--least",
            paramLabel = "PERCENT",
            description = "the smallest change that counts (default: ${DEFAULT-VALUE})")
    private double least = 3;

    @Option(
            names = "--fail-on-change",
            description = "end with 1 if the level of today began lately and is worse than before")
    private boolean failOnChange;

    @Option(
            names = "--newest",
            paramLabel = "N",
            description = "what 'lately' is: within so many results (default: ${DEFAULT-VALUE})")
    private int newest = 20;

    @Option(
            names = "--page",
            paramLabel = "FILE",
            description = "draw the page of the newest result with the trends on top")
    private @Nullable Path page;

    @Option(names = "--json", description = "print one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Console console = Console.system();
        Trend.Sought sought = sought();
        List<Trends.Wanted> wanted =
                (metrics.isEmpty()
                                ? Policy.standard().gated().stream().map(g -> g.selector()).toList()
                                : metrics.stream().map(Selector::parse).toList())
                        .stream().map(s -> new Trends.Wanted(s::matches, s.quantile())).toList();
        if (!added.isEmpty()) {
            Store.make(directory);
        }
        Store store = new Store(directory, (done, all) -> reading(console, done, all));
        for (Path result : added) {
            Path file = Files.isDirectory(result) ? result.resolve("result.json") : result;
            console.err().println("Added: " + store.add(file));
        }
        History history = Trends.of(store, wanted, last, sought);
        if (history.results() == 0) {
            throw new InputError(
                    "there is no result in the folder",
                    directory.toString(),
                    history.troubles().isEmpty()
                            ? "it holds no .json file"
                            : history.troubles().get(0),
                    "tare history " + directory + " --add tare-out/latest");
        }
        console.out()
                .print(json ? HistoryJson.of(history, newest) : HistoryText.of(history, newest));
        if (page != null) {
            new ReportPage()
                    .write(
                            List.of(ResultFile.read(history.newest().orElseThrow(), console)),
                            new PageOptions("", false, history.trends()),
                            page);
            console.err().println("Report: " + page.toAbsolutePath().normalize());
        }
        return code(history).code();
    }

    private ExitCode code(History history) {
        if (!failOnChange) {
            return ExitCode.DONE;
        }
        if (history.trends().stream().anyMatch(trend -> trend.worsened(newest))) {
            return ExitCode.REGRESSION;
        }
        return history.trends().stream().anyMatch(Trend::longEnough)
                ? ExitCode.DONE
                : ExitCode.INCONCLUSIVE;
    }

    private Trend.Sought sought() {
        if (last < 1 || last > Trend.MOST_POINTS) {
            throw new UsageError(
                    "so many results are not looked at",
                    "--last",
                    "it is " + last,
                    "--last 1 to " + Trend.MOST_POINTS);
        }
        if (newest < 1 || !(least >= 0) || least > 1000) {
            throw new UsageError(
                    "this is out of range",
                    "--newest " + newest + " --least " + least,
                    "--newest is at least 1, --least from 0 to 1000",
                    "--newest 20 --least 3");
        }
        Trend.Way way =
                switch (method) {
                    case "windowed" -> Trend.Way.WINDOWED;
                    case "e-divisive" -> Trend.Way.E_DIVISIVE;
                    default ->
                            throw new UsageError(
                                    "this option does not take that word",
                                    "--method",
                                    "it is '" + method + "'",
                                    "one of: windowed e-divisive");
                };
        return new Trend.Sought(
                way, way == Trend.Way.WINDOWED ? WINDOWED_ALPHA : DIVISIVE_ALPHA, least / 100);
    }

    private static void reading(Console console, int done, int all) {
        if (console.interactive() || done == all) {
            console.err()
                    .print(
                            (console.interactive() ? "\r" : "")
                                    + "Indexed "
                                    + done
                                    + " of "
                                    + all
                                    + " new files"
                                    + (done == all ? "\n" : ""));
        }
    }
}
