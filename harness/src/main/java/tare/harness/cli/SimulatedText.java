package tare.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.simulators.scenario.Scenario;

/** What a simulation found, as a table for people. */
final class SimulatedText {

    private static final String ROW = "%-22s %-24s %18s %9s %12s %9s  %s%n";
    private static final double PERCENT = 100;

    private final Map<CellKey, Cell> cells;
    private final RunResult result;

    SimulatedText(RunResult result) {
        this.result = result;
        cells =
                result.cells().stream()
                        .collect(
                                Collectors.toMap(
                                        Cell::key, c -> c, (a, b) -> a, LinkedHashMap::new));
    }

    /** Medians over repeats; every policy of every technology with its bound. */
    String of(Scenario scenario) {
        StringBuilder text = new StringBuilder();
        if (!scenario.question().isEmpty()) {
            text.append(scenario.question()).append("\n\n");
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "technology",
                        "policy",
                        "hosts",
                        "bound",
                        "above bound",
                        "rejected",
                        "labels"));
        for (String technology : result.plan().backends()) {
            for (Cell cell : result.cells()) {
                CellKey key = cell.key();
                if (key.metric() == Metric.FLEET_HOSTS
                        && key.backend().equals(technology)
                        && !key.parameters().containsKey("layer")
                        && !key.parameters().containsKey("overhead")) {
                    text.append(row(cell));
                }
            }
        }
        return text.toString();
    }

    private String row(Cell cell) {
        OptionalDouble hosts = value(cell.key());
        OptionalDouble bound = value(like(cell.key(), Metric.FLEET_BOUND));
        OptionalDouble rejected = value(like(cell.key(), Metric.FLEET_REJECTED));
        String growth = cell.key().parameters().get("growth");
        return String.format(
                Locale.ROOT,
                ROW,
                cell.key().backend(),
                cell.key().parameters().get("policy") + (growth == null ? "" : " x" + growth),
                count(hosts) + interval(cell.key()),
                count(bound),
                above(hosts, bound),
                count(rejected),
                labels(cell));
    }

    /** What the ends of the memory's interval come to, where there is one. */
    private String interval(CellKey key) {
        OptionalDouble low = value(key.with("overhead", "low"));
        OptionalDouble high = value(key.with("overhead", "high"));
        return low.isEmpty() || high.isEmpty()
                ? ""
                : " (" + count(low) + " to " + count(high) + ")";
    }

    private static String above(OptionalDouble hosts, OptionalDouble bound) {
        if (hosts.isEmpty() || bound.isEmpty() || bound.getAsDouble() == 0) {
            return "";
        }
        double above = hosts.getAsDouble() / bound.getAsDouble() - 1;
        return above == 0 ? "optimal" : String.format(Locale.ROOT, "%.1f %%", PERCENT * above);
    }

    private static String labels(Cell cell) {
        List<String> words = new ArrayList<>();
        for (Label label : cell.labels()) {
            words.add(label.id());
        }
        return String.join(", ", words);
    }

    private static CellKey like(CellKey key, Metric metric) {
        return new CellKey(
                key.experiment(), key.backend(), key.workload(), metric, key.parameters());
    }

    private OptionalDouble value(CellKey key) {
        Cell cell = cells.get(key);
        return cell != null && cell.outcome() instanceof Outcome.Measured measured
                ? OptionalDouble.of(measured.summary().p50())
                : OptionalDouble.empty();
    }

    private static String count(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        double count = value.getAsDouble();
        return String.format(Locale.ROOT, count == Math.rint(count) ? "%.0f" : "%.1f", count);
    }
}
