package tare.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.results.comparison.Comparison;
import tare.results.exchange.ComparisonText;
import tare.results.failure.ExitCode;

/** {@code tare compare}: how two results differ. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Says cell by cell how the result OTHER differs from REFERENCE.",
            "Says too whether the two may be compared at all. Judges nothing: that is 'tare gate'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare compare before.json after.json",
            "  tare compare before.json after.json --subject runc --format md",
            "",
            "Exit codes: 0 compared; 2 usage; 4 compared, but hosts or tools differ in what binds; "
                    + "5 unreadable result."
        })
final class CompareCommand implements Callable<Integer> {

    /** What is printed. */
    enum Format {
        TABLE,
        JSON,
        MD,
        CSV
    }

    @Parameters(index = "0", paramLabel = "REFERENCE", description = "a result file, or a run")
    private Path reference = Path.of("");

    @Parameters(index = "1", paramLabel = "OTHER", description = "a result file, or a run")
    private Path other = Path.of("");

    @Option(
            names = "--format",
            paramLabel = "table|json|md|csv",
            description = "what to print (default: table)")
    private String format = "table";

    @Option(
            names = "--subject",
            paramLabel = "NAME",
            split = ",",
            description =
                    "what is being compared and may differ in version: tare, kernel, java, or a"
                            + " tool such as runc")
    private List<String> subjects = new ArrayList<>();

    @Option(
            names = "--waive",
            paramLabel = "FACT",
            split = ",",
            description = "differences that shall not bind, for example kernel.release")
    private List<String> waived = new ArrayList<>();

    @Override
    public Integer call() {
        Format wanted = Words.constant(Format.class, "--format", format);
        Console console = Console.system();
        Comparison comparison =
                Comparison.of(
                        ResultFile.read(reference, console),
                        ResultFile.read(other, console),
                        Set.copyOf(subjects),
                        Set.copyOf(waived));
        console.out()
                .print(
                        switch (wanted) {
                            case TABLE -> ComparisonText.plain(comparison);
                            case JSON -> ComparisonText.json(comparison);
                            case MD -> ComparisonText.markdown(comparison);
                            case CSV -> ComparisonText.csv(comparison);
                        });
        ExitCode code =
                comparison.comparability().comparable() ? ExitCode.DONE : ExitCode.INCOMPARABLE;
        return code.code();
    }
}
