package tare.harness.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.model.Summary;
import tare.simulators.scenario.StormScenario;
import tare.simulators.storm.StartTimes;

/** What a simulation of starts found, as a table for people. */
final class StormText {

    private static final String STORM_ROW = "%-18s %-10s %-16s %-6s %10s %10s %10s  %s%n";
    private static final String SCALE_ROW = "%-18s %-8s %10s %10s %10s %10s  %s%n";
    private static final double PERCENT = 100;

    private final RunResult result;

    StormText(RunResult result) {
        this.result = result;
    }

    /** All trials, medians over repeats of what they show. */
    String of(StormScenario scenario) {
        StringBuilder text = new StringBuilder();
        if (!scenario.question().isEmpty()) {
            text.append(scenario.question()).append("\n\n");
        }
        boolean scales =
                result.cells().stream().anyMatch(cell -> cell.key().metric() == Metric.SCALE_COLD);
        text.append(
                scales
                        ? String.format(
                                Locale.ROOT,
                                SCALE_ROW,
                                "technology",
                                "kept",
                                "cold",
                                "wait p50",
                                "wait p99",
                                "instances",
                                "labels")
                        : String.format(
                                Locale.ROOT,
                                STORM_ROW,
                                "technology",
                                "instances",
                                "hosts",
                                "warm",
                                "p50",
                                "p99",
                                "last",
                                "labels"));
        for (String technology : result.plan().backends()) {
            List<Cell> cells = new ArrayList<>();
            for (Cell cell : result.cells()) {
                if (cell.key().backend().equals(technology)) {
                    cells.add(cell);
                }
            }
            cells.sort(Comparator.comparingInt(StormText::size));
            for (Cell cell : cells) {
                row(cell).ifPresent(text::append);
            }
        }
        return text.append('\n').append(inputs(scenario)).toString();
    }

    /** Where the starts come from. */
    static String inputs(StormScenario scenario) {
        StringBuilder text = new StringBuilder("Starts:\n");
        for (StartTimes each : scenario.technologies()) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-18s %s: %d samples, %s%n",
                            each.name(),
                            each.source(),
                            each.nanos().size(),
                            each.curve().size() < 2
                                    ? "at once they share cores"
                                    : "at once as measured"));
        }
        return text.toString();
    }

    private static int size(Cell cell) {
        return Integer.parseInt(
                cell.key()
                        .parameters()
                        .getOrDefault(
                                "instances", cell.key().parameters().getOrDefault("keep", "0")));
    }

    private Optional<String> row(Cell cell) {
        CellKey key = cell.key();
        if (key.metric() == Metric.STORM_LATENCY) {
            return summary(key)
                    .map(
                            all ->
                                    String.format(
                                            Locale.ROOT,
                                            STORM_ROW,
                                            key.backend(),
                                            key.parameters().get("instances"),
                                            key.parameters().get("provision"),
                                            key.parameters().get("warm"),
                                            Quantity.nanos(all.p50()),
                                            Quantity.nanos(all.p99()),
                                            Quantity.nanos(all.max()),
                                            labels(cell)));
        }
        if (key.metric() != Metric.SCALE_WAIT) {
            return Optional.empty();
        }
        return summary(key)
                .map(
                        all ->
                                String.format(
                                        Locale.ROOT,
                                        SCALE_ROW,
                                        key.backend(),
                                        key.parameters().get("keep"),
                                        String.format(
                                                Locale.ROOT,
                                                "%.1f %%",
                                                PERCENT * median(key, Metric.SCALE_COLD)),
                                        Quantity.nanos(all.p50()),
                                        Quantity.nanos(all.p99()),
                                        String.format(
                                                Locale.ROOT,
                                                "%.0f",
                                                median(key, Metric.SCALE_INSTANCES)),
                                        labels(cell)));
    }

    private double median(CellKey like, Metric metric) {
        return summary(
                        new CellKey(
                                like.experiment(),
                                like.backend(),
                                like.workload(),
                                metric,
                                like.parameters()))
                .map(Summary::p50)
                .orElse(Double.NaN);
    }

    private Optional<Summary> summary(CellKey key) {
        return result.cells().stream()
                .filter(cell -> cell.key().equals(key))
                .flatMap(
                        cell ->
                                cell.outcome() instanceof Outcome.Measured measured
                                        ? Stream.of(measured.summary())
                                        : Stream.empty())
                .findFirst();
    }

    private static String labels(Cell cell) {
        List<String> words = new ArrayList<>();
        for (Label label : cell.labels()) {
            words.add(label.id());
        }
        return String.join(", ", words);
    }
}
