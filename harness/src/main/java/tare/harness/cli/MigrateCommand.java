package tare.harness.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.results.file.ResultReader;
import tare.results.file.ResultWriter;
import tare.results.model.RunResult;

/** {@code tare migrate}: an old file in today's version. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a result file of any older version in the version of today.",
            "Tare itself reads all versions for ever: this is for other programs that read result files."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare migrate old.json --out new.json",
            "",
            "Exit codes: 0 written; 2 usage; 5 unreadable; 6 cannot write, or the target exists."
        })
final class MigrateCommand implements Callable<Integer> {

    @Parameters(paramLabel = "RESULT", description = "a result file, or the directory of a run")
    private Path result = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "where it goes; must not exist")
    private Path out = Path.of("");

    @Override
    public Integer call() {
        Console console = Console.system();
        NewFile.require(out);
        Path file = Files.isDirectory(result) ? result.resolve("result.json") : result;
        ResultReader.Read read = new ResultReader().read(file);
        RunResult old = read.result();
        read.warnings().forEach(w -> console.err().println("left out: " + w.detail()));
        // Without what is not known the content is another, and so is its hash.
        RunResult migrated =
                new RunResult(
                        ResultWriter.id(old.plan(), old.cells()),
                        old.createdAt(),
                        old.state(),
                        old.tool(),
                        old.host(),
                        old.plan(),
                        old.cells(),
                        old.warnings());
        new ResultWriter().write(migrated, out);
        console.out()
                .println(
                        "Result: "
                                + out.toAbsolutePath().normalize()
                                + " (version "
                                + ResultWriter.VERSION
                                + ")");
        return 0;
    }
}
