package tare.harness.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tare.results.file.ResultWriter;
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
import tare.results.model.Summary;
import tare.results.model.Tool;
import tare.results.statistics.Quantiles;

/** {@code tare compare} and {@code tare gate} on files: exit codes and what is written. */
class GateCommandTest {

    @TempDir private Path directory;

    private Path base;
    private Path same;
    private Path slow;
    private Path few;
    private Path moved;

    @BeforeEach
    void write() {
        base = write("base", 12, 1e6, "one");
        same = write("same", 12, 1.001e6, "one");
        slow = write("slow", 12, 1.3e6, "one");
        few = write("few", 3, 1e6, "one");
        moved = write("moved", 12, 1e6, "two");
    }

    @Test
    void exitCodesFollowTheVerdict() {
        assertEquals(0, gate("--baseline", base, same));
        assertEquals(1, gate("--baseline", base, slow));
        assertEquals(0, gate("--baseline", slow, base));
        assertEquals(3, gate("--baseline", base, few));
        assertEquals(4, gate("--baseline", base, moved));
        assertEquals(5, gate("--baseline", directory.resolve("absent"), same));
        assertEquals(2, gate(same));
        assertEquals(2, gate("--a", "process", same));
        assertEquals(2, gate("--a", "process", "--b", "namespace"));
        assertEquals(2, gate("--limit", "start-p50", same));
        assertEquals(6, gate("--baseline", base, same, "--junit", directory.resolve("no/x.xml")));
    }

    @Test
    void openAndWarnedVerdictsEndOtherwise() {
        assertEquals(0, gate("--baseline", base, few, "--inconclusive=pass"));
        assertEquals(1, gate("--baseline", base, few, "--inconclusive=fail"));
        assertEquals(2, gate("--baseline", base, few, "--inconclusive=maybe"));
        assertEquals(0, gate("--baseline", base, slow, "--warn-only"));
        assertEquals(0, gate("--baseline", base, moved, "--warn-only"));
        assertEquals(5, gate("--baseline", directory, same, "--warn-only"));
    }

    @Test
    void promisesAndPoliciesCount() throws IOException {
        assertEquals(0, gate("--limit", "start-p50=2ms", same));
        assertEquals(1, gate("--limit", "start-p50=0.5ms", same));
        Path policy = directory.resolve("policy.yaml");
        Files.writeString(policy, "gate: [{metric: start-p50, minimum: 60%}]\n");
        assertEquals(0, gate("--baseline", base, slow, "--policy", policy));
        Files.writeString(policy, "gate: [{metric: cpu.child}]\n");
        assertEquals(4, gate("--baseline", base, same, "--policy", policy));
        Files.writeString(policy, "gate: nothing\n");
        assertEquals(5, gate("--baseline", base, same, "--policy", policy));
    }

    @Test
    void documentsAreWritten() throws IOException {
        Path markdown = directory.resolve("gate.md");
        Path junit = directory.resolve("gate.xml");
        assertEquals(
                1,
                gate(
                        "--baseline",
                        base,
                        slow,
                        "--markdown",
                        markdown,
                        "--junit",
                        junit,
                        "--self-test",
                        "5",
                        "--json"));
        assertTrue(Files.readString(markdown).contains("FAIL"));
        assertTrue(Files.readString(junit).contains("<failure"));
        assertTrue(Files.readString(junit).contains("repeat: tare gate --baseline"));
    }

    @Test
    void comparisonsSayWhetherTheyMayBe() {
        for (String format : List.of("table", "json", "md", "csv")) {
            assertEquals(0, tare("compare", base, slow, "--format", format));
        }
        assertEquals(4, tare("compare", base, moved));
        assertEquals(0, tare("compare", base, moved, "--waive", "cpu.model"));
        assertEquals(2, tare("compare", base, moved, "--format", "xml"));
        assertEquals(5, tare("compare", base, directory));
    }

    private int gate(Object... words) {
        List<Object> all = new ArrayList<>(List.of("gate"));
        all.addAll(Arrays.asList(words));
        return tare(all.toArray());
    }

    private static int tare(Object... words) {
        CommandLine line = Main.commandLine().setErr(new PrintWriter(new StringWriter()));
        return Main.execute(
                line, Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    }

    private Path write(String name, int rounds, double centre, String cpu) {
        List<Round> samples = new ArrayList<>();
        double[] all = new double[rounds * 5];
        for (int r = 0; r < rounds; r++) {
            double[] values = new double[5];
            double level = centre * (1 + .002 * (r * 7 % 5));
            Arrays.setAll(values, i -> Math.rint(level * (1 + .01 * (i - 2))));
            System.arraycopy(values, 0, all, r * 5, 5);
            samples.add(new Round(r, 0, new Samples(values)));
        }
        Quantiles.Overview o = Quantiles.overview(all);
        Summary summary =
                new Summary(
                        o.count(),
                        o.min(),
                        o.p50(),
                        o.p90(),
                        o.p99(),
                        o.p999(),
                        o.max(),
                        o.mean(),
                        Quantiles.ESTIMATOR);
        Cell cell =
                new Cell(
                        CellKey.of("boot", "runc", "probe", Metric.STAGE_READY),
                        BackendClass.CONTAINER,
                        1,
                        new TreeSet<>(),
                        "pipe",
                        new Outcome.Measured(samples, summary));
        Plan plan =
                new Plan(
                        1,
                        "quick",
                        List.of("boot"),
                        List.of("runc"),
                        rounds,
                        new TreeMap<>(),
                        List.of());
        TreeMap<HostFact, String> facts = new TreeMap<>();
        facts.put(HostFact.CPU_MODEL, cpu);
        RunResult result =
                new RunResult(
                        ResultWriter.id(plan, List.of(cell)),
                        "made for " + name,
                        RunState.COMPLETE,
                        new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                        new HostFacts(cpu.equals("one") ? "aa" : "bb", facts),
                        plan,
                        List.of(cell),
                        List.of());
        Path file = directory.resolve(name + ".json");
        new ResultWriter().write(result, file);
        return file;
    }
}
