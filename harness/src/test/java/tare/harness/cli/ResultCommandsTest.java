package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tare.results.file.ResultReader;
import tare.results.file.ResultWriter;
import tare.results.file.Summaries;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.RunState;
import tare.results.model.Samples;
import tare.results.model.Tool;

/**
 * {@code merge}, {@code validate}, {@code migrate}, {@code export}, {@code import}, {@code
 * history}.
 */
class ResultCommandsTest {

    @TempDir private Path directory;

    private Path one;
    private Path two;

    @BeforeEach
    void write() {
        one = write("one.json", 0, 1e6);
        two = write("two.json", 1, 1e6);
    }

    @Test
    void filesAreMergedCheckedAndMigrated() throws IOException {
        Path merged = directory.resolve("merged.json");
        assertEquals(0, tare("merge", one, two, "--out", merged));
        assertEquals(0, tare("validate", one, two, merged));
        assertEquals(8, new ResultReader().read(merged).result().plan().rounds());
        assertEquals(6, tare("merge", one, two, "--out", merged));
        assertEquals(5, tare("merge", one, two, merged.resolveSibling("no.json"), "--out", "x"));
        assertEquals(2, tare("merge", one, "--out", "x"));
        assertEquals(2, tare("merge", one, one, "--out", directory.resolve("x")));
        Path migrated = directory.resolve("migrated.json");
        assertEquals(0, tare("migrate", one, "--out", migrated));
        assertEquals(Files.readString(one), Files.readString(migrated));
        Path wrong = directory.resolve("wrong.json");
        Files.writeString(wrong, Files.readString(one).replace("\"quick\"", "\"\""));
        assertEquals(5, tare("validate", one, wrong));
        assertEquals(5, tare("validate", directory.resolve("absent.json"), one));
        assertEquals(5, tare("migrate", directory, "--out", directory.resolve("y")));
    }

    @Test
    void otherFormsGoOutAndComeBack() {
        for (String form : List.of("csv", "jmh", "hdr", "openmetrics")) {
            Path out = directory.resolve("out." + form);
            assertEquals(0, tare("export", one, "--format", form, "--out", out), form);
            assertEquals(6, tare("export", one, "--format", form, "--out", out), form);
        }
        for (String form : List.of("csv", "jmh", "hdr")) {
            Path out = directory.resolve("out." + form);
            Path back = directory.resolve("back-" + form + ".json");
            assertEquals(
                    0, tare("import", out, "--format", form, "--like", one, "--out", back), form);
            assertEquals(0, tare("validate", back), form);
            RunResult result = new ResultReader().read(back).result();
            assertEquals(
                    new ResultReader().read(one).result().host().fingerprint(),
                    result.host().fingerprint());
            assertEquals(1, result.cells().size(), form);
        }
        Path csv = directory.resolve("out.csv");
        Path alone = directory.resolve("alone.json");
        assertEquals(0, tare("import", csv, "--format", "csv", "--out", alone));
        assertEquals(4, tare("gate", "--baseline", one, alone));
        assertEquals(
                5, tare("import", csv, "--format", "jmh", "--out", directory.resolve("z.json")));
        assertEquals(2, tare("import", csv, "--format", "xml", "--out", directory.resolve("z")));
        assertEquals(2, tare("export", one, "--format", "xml"));
    }

    @Test
    void historiesFailOnAChangeThatIsNew() throws IOException {
        Path store = directory.resolve("store");
        assertEquals(5, tare("history", store));
        assertEquals(0, tare("history", store, "--add", one, "--add", two));
        assertEquals(3, tare("history", store, "--fail-on-change"));
        for (int day = 2; day < 24; day++) {
            Path next = write("next.json", day, day < 14 ? 1e6 : 1.3e6);
            assertEquals(0, tare("history", store, "--add", next));
        }
        assertEquals(1, tare("history", store, "--fail-on-change"));
        assertEquals(0, tare("history", store, "--fail-on-change", "--newest", "9"));
        assertEquals(1, tare("history", store, "--fail-on-change", "--method", "e-divisive"));
        assertEquals(0, tare("history", store, "--fail-on-change", "--least", "50"));
        Path page = directory.resolve("trend.html");
        assertEquals(0, tare("history", store, "--json", "--page", page));
        assertTrue(Files.readString(page).contains("How did it change over time?"));
        assertEquals(2, tare("history", store, "--last", "0"));
        assertEquals(2, tare("history", store, "--method", "guess"));
        assertEquals(2, tare("history", store, "--metric", "stage.ready:p42"));
        assertEquals(5, tare("history", store, "--add", directory.resolve("absent.json")));
    }

    private static int tare(Object... words) {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
        return Main.execute(
                line, Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private Path write(String name, int day, double centre) {
        List<Round> rounds = new ArrayList<>();
        for (int r = 0; r < 4; r++) {
            double level = centre * (1 + .002 * (r * 7 % 5) + .004 * (day * 3 % 5));
            double[] values = new double[5];
            Arrays.setAll(values, i -> Math.rint(level * (1 + .01 * (i - 2))));
            rounds.add(new Round(r, 0, new Samples(values)));
        }
        Cell cell =
                new Cell(
                        CellKey.of("boot", "runc", "probe", Metric.STAGE_READY),
                        BackendClass.CONTAINER,
                        1,
                        new TreeSet<>(),
                        "pipe",
                        new Outcome.Measured(rounds, Summaries.of(rounds)));
        Plan plan =
                new Plan(
                        day,
                        "quick",
                        List.of("boot"),
                        List.of("runc"),
                        4,
                        new TreeMap<>(),
                        List.of());
        TreeMap<HostFact, String> facts = new TreeMap<>();
        facts.put(HostFact.CPU_MODEL, "Example CPU");
        RunResult result =
                new RunResult(
                        ResultWriter.id(plan, List.of(cell)),
                        Instant.parse("2026-11-01T00:00:00Z").plusSeconds(86_400L * day).toString(),
                        RunState.COMPLETE,
                        new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts("ab".repeat(32), facts),
                        plan,
                        List.of(cell),
                        List.of());
        Path file = directory.resolve(name);
        new ResultWriter().write(result, file);
        return file;
    }
}
