package tare.harness.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.scenario.MotionScenario;

/** What a simulation of a fleet in motion found, as a table for people. */
final class MotionText {

    private static final String ROW = "%-12s %-15s %-12s %12s %10s %9s %9s %12s %12s%n";

    private final RunResult result;

    MotionText(RunResult result) {
        this.result = result;
    }

    /** What would be simulated. */
    static String planned(MotionScenario scenario, Plan plan, Path directory) {
        return String.format(
                Locale.ROOT,
                "Would simulate %s into %s: %d trials%n"
                        + "  days %s on %d hosts, editions %s%n"
                        + "  policies %s%n",
                scenario.name(),
                directory,
                plan.steps().size(),
                scenario.days().stream()
                        .map(MotionScenario.Day::name)
                        .collect(Collectors.joining(", ")),
                scenario.hosts(),
                scenario.editions().stream().map(each -> each.id()).toList(),
                scenario.policies().stream()
                        .map(MotionPolicy::name)
                        .collect(Collectors.joining(", ")));
    }

    /** Medians over repeats. */
    String of(MotionScenario scenario) {
        List<String> lines = new ArrayList<>();
        if (!scenario.question().isEmpty()) {
            lines.add(scenario.question() + "\n\n");
        }
        lines.add(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "day",
                        "edition",
                        "policy",
                        "energy kWh",
                        "migrations",
                        "SLATAH %",
                        "PDM %",
                        "SLAV 1e-5",
                        "ESV 1e-3"));
        String day = scenario.days().size() == 1 ? scenario.days().get(0).name() : "";
        for (Cell cell : result.cells()) {
            if (cell.key().metric() == Metric.FLEET_ENERGY) {
                CellKey key = cell.key();
                lines.add(
                        String.format(
                                Locale.ROOT,
                                ROW,
                                key.parameters().getOrDefault("trace", day),
                                key.parameters().get("edition"),
                                key.parameters().get("policy"),
                                text("%.5f", cell, 1),
                                text("%.0f", like(key, Metric.FLEET_MIGRATIONS), 1),
                                text("%.5f", like(key, Metric.FLEET_SLATAH), 100),
                                text("%.5f", like(key, Metric.FLEET_PDM), 100),
                                text("%.5f", like(key, Metric.FLEET_SLAV), 1e5),
                                text("%.4f", like(key, Metric.FLEET_ESV), 1e3)));
            }
        }
        return String.join("", lines);
    }

    private Cell like(CellKey key, Metric metric) {
        CellKey wanted =
                new CellKey(
                        key.experiment(), key.backend(), key.workload(), metric, key.parameters());
        return result.cells().stream()
                .filter(cell -> cell.key().equals(wanted))
                .findFirst()
                .orElseThrow();
    }

    private static String text(String format, Cell cell, double times) {
        OptionalDouble median =
                cell.outcome() instanceof Outcome.Measured measured
                        ? OptionalDouble.of(measured.summary().p50())
                        : OptionalDouble.empty();
        return median.isPresent()
                ? String.format(Locale.ROOT, format, median.getAsDouble() * times)
                : "";
    }
}
