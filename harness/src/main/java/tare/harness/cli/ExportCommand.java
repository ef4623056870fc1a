package tare.harness.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tare.results.failure.OutputError;
import tare.results.file.SampleLog;
import tare.results.foreign.JmhExport;
import tare.results.foreign.OpenMetrics;
import tare.results.foreign.SampleCsv;
import tare.results.model.RunResult;

/** {@code tare export}: a result in the form of another tool. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a result in the form of another tool.",
            "Every sample as CSV, durations as JMH's JSON or as an HdrHistogram log, order statistics as "
                    + "OpenMetrics text."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  tare export result.json --format csv > samples.csv",
            "  tare export result.json --format openmetrics --out tare.prom",
            "",
            "Exit codes: 0 written; 2 usage; 5 unreadable result; 6 cannot write, or the target exists."
        })
final class ExportCommand implements Callable<Integer> {

    /** In what form. */
    enum Format {
        CSV,
        JMH,
        OPENMETRICS,
        HDR
    }

    @Parameters(
            paramLabel = "RESULT",
            arity = "0..1",
            description = "a result file, or the directory of a run (default: tare-out/latest)")
    private Path result = Path.of("tare-out", "latest");

    @Option(
            names = "--format",
            paramLabel = "csv|jmh|openmetrics|hdr",
            required = true,
            description = "in what form")
    private String format = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "where it goes; must not exist (default: standard output)")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Format wanted = Words.constant(Format.class, "--format", format);
        Console console = Console.system();
        RunResult read = ResultFile.read(result, console);
        Path target = out == null ? null : NewFile.require(out);
        try {
            if (target == null) {
                write(read, wanted, console.out());
                console.out().flush();
            } else {
                try (OutputStream stream =
                        new BufferedOutputStream(
                                Files.newOutputStream(target, StandardOpenOption.CREATE_NEW))) {
                    write(read, wanted, stream);
                }
            }
        } catch (IOException e) {
            throw new OutputError(
                    "cannot write the export",
                    String.valueOf(target),
                    e.toString(),
                    "look whether the directory exists and has room",
                    e);
        }
        return 0;
    }

    private static void write(RunResult result, Format format, OutputStream out)
            throws IOException {
        switch (format) {
            case CSV -> SampleCsv.write(result, out);
            case JMH -> JmhExport.write(result, out);
            case OPENMETRICS -> OpenMetrics.write(result, out);
            case HDR -> out.write(SampleLog.log(result));
        }
    }
}
