package tare.harness.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.results.failure.UsageError;
import tare.results.file.Merge;
import tare.results.file.ResultWriter;
import tare.results.model.RunResult;

/** {@code tare merge}: several results as one. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Puts several results into one.",
            "Runs of one host add their rounds to each other's cells; cells of several hosts are kept apart "
                    + "by the parameter 'host'."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare merge monday.json tuesday.json --out both.json",
            "  tare merge host-a/tare-out/latest host-b/tare-out/latest --out hosts.json",
            "",
            "Exit codes: 0 merged; 2 usage; 5 unreadable, or not of one kind; 6 cannot write, or the "
                    + "target exists."
        })
final class MergeCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RESULT",
            arity = "2..*",
            description = "result files, or directories of runs")
    private List<Path> results = List.of();

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where the merged result goes; must not exist")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        Console console = Console.system();
        NewFile.require(out);
        SortedMap<String, RunResult> given = new TreeMap<>();
        for (Path result : results) {
            if (given.put(result.toString(), ResultFile.read(result, console)) != null) {
                throw new UsageError(
                        "a result is given twice",
                        result.toString(),
                        "its samples would count double",
                        "name it once");
            }
        }
        RunResult merged = Merge.of(given);
        new ResultWriter().write(merged, out);
        console.out()
                .println(
                        "Result: "
                                + out.toAbsolutePath().normalize()
                                + " ("
                                + given.size()
                                + " runs, "
                                + merged.cells().size()
                                + " cells)");
        return 0;
    }
}
