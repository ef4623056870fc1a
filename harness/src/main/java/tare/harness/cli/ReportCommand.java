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
import tare.reports.page.Pieces;
import tare.reports.page.ReportPage;
import tare.results.model.RunResult;

/** {@code tare report}: draws the page from result files alone, on any machine. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description =
                "Draws the HTML report of result files; needs nothing of the hosts they came from.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare report                                 the latest run below tare-out",
            "  tare report result.json --out page.html",
            "  tare report boot/ overhead/ simulated/      one page of what belongs together",
            "  tare report here.json there.json            two hosts side by side",
            "  tare report result.json --format png        each figure as a file of its own",
            "",
            "Results of one host with different experiments become one chapter; others stand side by "
                    + "side, with a warning where their hosts differ in what matters.",
            "",
            "Exit codes: 0 drawn; 2 usage; 5 unreadable result; 6 cannot write, or no font."
        })
final class ReportCommand implements Callable<Integer> {

    /** What is written, and under which name beside the first result. */
    enum Format {
        HTML("report.html"),
        PNG("report-png"),
        SVG("report-svg"),
        CSV("report-csv"),
        MD("report.md"),
        PDF_READY("report-print.html");

        private final String file;

        Format(String file) {
            this.file = file;
        }
    }

    @Parameters(
            paramLabel = "RESULT",
            arity = "0..*",
            description = "result files, or directories of runs (default: tare-out/latest)")
    private List<Path> results = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "html|png|svg|csv|md|pdf-ready",
            description =
                    "html, the page (default); png, svg: each figure; csv: every sample, all cells"
                            + " and each figure's points; md: all tables; pdf-ready: the page with"
                            + " everything open in a paper's colours, for a browser to print")
    private String format = "html";

    @Option(
            names = "--out",
            paramLabel = "FILE|DIR",
            description =
                    "where it goes: a file, or for png, svg and csv a directory (default:"
                            + " report.html, or report-FORMAT, beside the first result)")
    private @Nullable Path out;

    @Option(
            names = "--title",
            paramLabel = "TITLE",
            description = "heads the page in place of its own question")
    private String title = "";

    @Override
    public Integer call() {
        Format wanted = Words.constant(Format.class, "--format", format);
        Console console = Console.system();
        List<Path> given = results.isEmpty() ? List.of(Path.of("tare-out", "latest")) : results;
        List<RunResult> read = new ArrayList<>();
        for (Path one : given) {
            read.add(ResultFile.read(one, console));
        }
        Path beside =
                Files.isDirectory(given.get(0))
                        ? given.get(0).resolve(wanted.file)
                        : given.get(0).resolveSibling(wanted.file);
        Path target = out == null ? beside : out;
        switch (wanted) {
            case HTML -> page(read, target, false);
            case PDF_READY -> page(read, target, true);
            case MD -> new Pieces(read).markdown(target);
            case PNG -> new Pieces(read).png(target);
            case SVG -> new Pieces(read).svg(target);
            case CSV -> new Pieces(read).csv(target);
        }
        console.out().println("Report: " + target.toAbsolutePath().normalize());
        return 0;
    }

    private void page(List<RunResult> read, Path target, boolean paper) {
        new ReportPage().write(read, new PageOptions(title, paper), target);
    }
}
