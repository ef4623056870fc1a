package tare.harness.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Summary;
import tare.simulators.scenario.MigrationScenario;

/** What a simulation of live migration found, as a table for people. */
final class MigrationText {

    private static final String ROW = "%-12s %-14s %8s %12s %12s %12s %12s %12s %7s  %s%n";

    private final RunResult result;

    MigrationText(RunResult result) {
        this.result = result;
    }

    /** What would be simulated. */
    static String planned(MigrationScenario scenario, Plan plan, Path directory) {
        return String.format(
                Locale.ROOT,
                "Would simulate %s into %s: %d trials%n  machines %s, %d of each; ways %s%n",
                scenario.name(),
                directory,
                plan.steps().size(),
                scenario.guests().stream()
                        .map(MigrationScenario.Kind::name)
                        .collect(Collectors.joining(", ")),
                scenario.count(),
                scenario.ways().stream()
                        .map(MigrationScenario.Way::name)
                        .collect(Collectors.joining(", ")));
    }

    /** The slowest of the machines of each trial, and all of them. */
    String of(MigrationScenario scenario) {
        StringBuilder text = new StringBuilder();
        if (!scenario.question().isEmpty()) {
            text.append(scenario.question()).append("\n\n");
        }
        text.append(
                String.format(
                        Locale.ROOT,
                        ROW,
                        "machine",
                        "way",
                        "at once",
                        "downtime",
                        "total",
                        "all of them",
                        "traffic each",
                        "time lost",
                        "rounds",
                        ""));
        for (Cell cell : result.cells()) {
            if (cell.key().metric() == Metric.MIGRATION_DOWNTIME) {
                text.append(row(cell.key()));
            }
        }
        return text.toString();
    }

    private String row(CellKey key) {
        return String.format(
                Locale.ROOT,
                ROW,
                key.parameters().get("guest"),
                key.parameters().get("way"),
                key.parameters().get("at-once"),
                Quantity.nanos(most(key, Metric.MIGRATION_DOWNTIME)),
                Quantity.nanos(most(key, Metric.MIGRATION_TOTAL)),
                Quantity.nanos(most(key, Metric.MIGRATION_ALL)),
                Quantity.bytes(most(key, Metric.MIGRATION_TRAFFIC)),
                Quantity.nanos(most(key, Metric.MIGRATION_LOST)),
                String.format(Locale.ROOT, "%.0f", most(key, Metric.MIGRATION_ROUNDS)),
                most(key, Metric.MIGRATION_FORCED) > 0 ? "did not converge" : "");
    }

    private double most(CellKey key, Metric metric) {
        CellKey wanted =
                new CellKey(
                        key.experiment(), key.backend(), key.workload(), metric, key.parameters());
        return result.cells().stream()
                .filter(cell -> cell.key().equals(wanted))
                .map(Cell::outcome)
                .filter(Outcome.Measured.class::isInstance)
                .map(outcome -> ((Outcome.Measured) outcome).summary())
                .mapToDouble(Summary::max)
                .findFirst()
                .orElseThrow();
    }
}
