package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tare.results.file.ResultWriter;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFacts;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Summary;
import tare.results.model.Tool;

/** {@code tare report} on files: where things go, and how it ends. */
class ReportCommandTest {

    @TempDir private Path directory;

    @Test
    void everyFormatHasItsPlaceBesideTheFirstResult() throws IOException {
        Path one = write("one", "aa");
        assertEquals(0, report(one));
        assertEquals(0, report(directory, "--format", "md"));
        for (String format : List.of("png", "svg", "csv", "pdf-ready")) {
            assertEquals(0, report(one, "--format", format), format);
        }
        assertTrue(Files.readString(directory.resolve("report.html")).contains("<!DOCTYPE html>"));
        assertTrue(Files.readString(directory.resolve("report.md")).startsWith("# "));
        assertTrue(Files.exists(directory.resolve("report-png/starts.png")));
        assertTrue(Files.exists(directory.resolve("report-svg/starts.svg")));
        assertTrue(Files.exists(directory.resolve("report-csv/samples.csv")));
        assertTrue(Files.readString(directory.resolve("report-print.html")).contains("paper"));
    }

    @Test
    void severalResultsAndATitle() throws IOException {
        Path page = directory.resolve("page.html");
        Path one = write("one", "aa");
        Path other = write("other", "bb");
        assertEquals(0, report(one, other, "--out", page, "--title", "Two <hosts>"));
        String text = Files.readString(page);
        assertTrue(text.contains("<h1>Two &lt;hosts&gt;</h1>"));
        assertTrue(text.contains("Run 2 differs from Run 1 in what matters"));
    }

    @Test
    void endsByTheKindOfItsFailure() throws IOException {
        Path one = write("one", "aa");
        assertEquals(2, report(one, "--format", "gif"));
        assertEquals(5, report(directory.resolve("absent.json")));
        assertEquals(6, report(one, "--out", directory.resolve("no/page.html")));
        Path truncated = directory.resolve("truncated.json");
        Files.writeString(truncated, Files.readString(one).substring(0, 300));
        assertEquals(5, report(one, truncated));
    }

    private static int report(Object... words) {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
        String[] all = new String[words.length + 1];
        all[0] = "report";
        for (int i = 0; i < words.length; i++) {
            all[i + 1] = words[i].toString();
        }
        return Main.execute(line, all);
    }

    private Path write(String name, String fingerprint) {
        double[] values = new double[40];
        Arrays.setAll(values, i -> 1e6 + i * 1e3);
        Summary summary = new Summary(40, 1e6, 1.02e6, 1.03e6, 1.039e6, 1.039e6, 1.039e6, 1e6, "7");
        Cell cell =
                new Cell(
                        CellKey.of("boot", "runc", "probe", Metric.STAGE_READY),
                        BackendClass.CONTAINER,
                        1,
                        new TreeSet<>(),
                        "pipe",
                        new Outcome.Measured(
                                List.of(new Round(0, 0, new Samples(values))), summary));
        Plan plan =
                new Plan(
                        1,
                        "quick",
                        List.of("boot"),
                        List.of("runc"),
                        1,
                        new TreeMap<>(),
                        List.of());
        RunResult result =
                new RunResult(
                        ResultWriter.id(plan, List.of(cell)),
                        "made for " + name,
                        RunState.COMPLETE,
                        new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts(fingerprint, new TreeMap<>()),
                        plan,
                        List.of(cell),
                        List.of());
        Path file = directory.resolve(name.equals("one") ? "result.json" : name + ".json");
        new ResultWriter().write(result, file);
        return file;
    }
}
