package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tare.results.failure.ExitCode;
import tare.results.failure.InputError;
import tare.results.file.ResultValidator;

/** {@code tare validate}: whether a file is what the format says. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = {
            "Holds result files against the format.",
            "Says of each fault the line, the place and the reason: fields, words and types, and whether id, "
                    + "summaries and order fit what is in the file."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare validate result.json",
            "  tare validate results/*.json",
            "",
            "Exit codes: 0 all are valid; 2 usage; 5 one is not, or cannot be read."
        })
final class ValidateCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RESULT",
            arity = "1..*",
            description = "result files, or directories of runs")
    private List<Path> results = List.of();

    @Override
    public Integer call() {
        Console console = Console.system();
        boolean valid = true;
        for (Path given : results) {
            Path file = Files.isDirectory(given) ? given.resolve("result.json") : given;
            try {
                ResultValidator.Checked checked = new ResultValidator().check(file);
                for (ResultValidator.Finding finding : checked.findings()) {
                    console.out()
                            .println(
                                    file
                                            + ":"
                                            + finding.line()
                                            + ":"
                                            + finding.column()
                                            + ": "
                                            + finding.reason()
                                            + (finding.pointer().isEmpty()
                                                    ? ""
                                                    : " (at " + finding.pointer() + ")"));
                }
                if (checked.valid()) {
                    console.out().println(file + ": valid");
                }
                valid &= checked.valid();
            } catch (InputError e) {
                // The others are still checked.
                console.out().println(file + ": " + e.why());
                console.out().println("  remedy: " + e.remedy());
                valid = false;
            }
        }
        return (valid ? ExitCode.DONE : ExitCode.INPUT).code();
    }
}
