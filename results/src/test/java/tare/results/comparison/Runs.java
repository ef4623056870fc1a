package tare.results.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;
import tare.results.model.Label;
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

/** Results as a comparison may meet them. */
public final class Runs {

    private Runs() {}

    public static RunResult of(Cell... cells) {
        return of("2026-11-24T21:00:00Z", cells);
    }

    /** A run that began at another time is another run. */
    public static RunResult of(String createdAt, Cell... cells) {
        return new RunResult(
                "id of " + createdAt,
                createdAt,
                RunState.COMPLETE,
                tool("0.1.0", Map.of("java", "17.0.1", "runc", "1.1.5")),
                host(Map.of()),
                new Plan(1, "quick", List.of(), List.of(), 1, new TreeMap<>(), List.of()),
                Arrays.stream(cells).sorted((a, b) -> a.key().compareTo(b.key())).toList(),
                List.of());
    }

    public static Tool tool(String version, Map<String, String> versions) {
        return new Tool(version, "unknown", new TreeMap<>(), new TreeMap<>(versions));
    }

    /** The usual host, with some facts replaced; the fingerprint follows the binding ones. */
    public static HostFacts host(Map<HostFact, String> changed) {
        Map<HostFact, String> facts = new EnumMap<>(HostFact.class);
        facts.put(HostFact.ARCHITECTURE, "x86_64");
        facts.put(HostFact.CPU_MODEL, "Example CPU");
        facts.put(HostFact.KERNEL_RELEASE, "6.18.0");
        facts.put(HostFact.HOST_NAME, "one");
        facts.putAll(changed);
        long print =
                facts.entrySet().stream()
                        .filter(fact -> fact.getKey().binding())
                        .mapToLong(fact -> fact.toString().hashCode())
                        .sum();
        return new HostFacts(Long.toHexString(print), new TreeMap<>(facts));
    }

    public static RunResult on(RunResult run, HostFacts host, Tool tool) {
        return new RunResult(
                run.id(),
                run.createdAt(),
                run.state(),
                tool,
                host,
                run.plan(),
                run.cells(),
                run.warnings());
    }

    public static CellKey ready(String backend) {
        return CellKey.of("boot", backend, "probe", Metric.STAGE_READY);
    }

    /** A measured cell with these rounds. */
    public static Cell cell(CellKey key, double[]... rounds) {
        List<Round> numbered = new ArrayList<>();
        for (int r = 0; r < rounds.length; r++) {
            numbered.add(new Round(r, 0, new Samples(rounds[r])));
        }
        Quantiles.Overview o =
                Quantiles.overview(Arrays.stream(rounds).flatMapToDouble(Arrays::stream).toArray());
        return cell(
                key,
                new Outcome.Measured(
                        numbered,
                        new Summary(
                                o.count(),
                                o.min(),
                                o.p50(),
                                o.p90(),
                                o.p99(),
                                o.p999(),
                                o.max(),
                                o.mean(),
                                Quantiles.ESTIMATOR)));
    }

    public static Cell cell(CellKey key, Outcome outcome) {
        return new Cell(key, BackendClass.CONTAINER, 1, new TreeSet<>(), "pipe", outcome);
    }

    public static Cell absent(CellKey key) {
        return cell(key, new Outcome.Absent(Outcome.Kind.SKIPPED, "there is no such program", ""));
    }

    public static Cell changed(Cell cell, int method, Label label, String channel) {
        return new Cell(
                cell.key(),
                cell.backendClass(),
                method,
                new TreeSet<>(List.of(label)),
                channel,
                cell.outcome());
    }

    /** Rounds of five samples around a centre; round r is wider by r per cent. */
    public static double[][] rounds(int count, double centre) {
        double[][] rounds = new double[count][5];
        for (int r = 0; r < count; r++) {
            double level = centre * (1 + .002 * (r * 7 % 5));
            Arrays.setAll(rounds[r], i -> level * (1 + .01 * (i - 2)));
        }
        return rounds;
    }
}
