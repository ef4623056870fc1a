package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.reports.page.ReportPage;
import tare.results.file.ResultReader;

/** {@code tare report}: draws the page from a result file alone, on any machine. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Draws the HTML report of a result file; needs nothing of the host it came from.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare report                             the latest run below tare-out",
            "  tare report result.json --out page.html",
            "",
            "Exit codes: 0 drawn; 2 usage; 5 unreadable result; 6 cannot write, or no font."
        })
final class ReportCommand implements Callable<Integer> {

    private static final String RESULT = "result.json";

    @Parameters(
            paramLabel = "RESULT",
            arity = "0..1",
            description = "a result file, or the directory of a run (default: tare-out/latest)")
    private Path result = Path.of("tare-out", "latest");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where the page goes (default: report.html beside the result)")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Path file = Files.isDirectory(result) ? result.resolve(RESULT) : result;
        ResultReader.Read read = new ResultReader().read(file);
        Path page = out == null ? file.resolveSibling("report.html") : out;
        Console console = Console.system();
        read.warnings()
                .forEach(
                        w ->
                                console.err()
                                        .println(
                                                "warning: "
                                                        + w.kind().sentence()
                                                        + ": "
                                                        + w.detail()));
        new ReportPage().write(read.result(), page);
        console.out().println("Report: " + page.toAbsolutePath().normalize());
        return 0;
    }
}
