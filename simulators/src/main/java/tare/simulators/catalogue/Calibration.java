package tare.simulators.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.RunResult;
import tare.results.statistics.BootstrapInterval;

/**
 * What a run measured that one more instance costs, for each of its backends.
 *
 * @param technologies in the order of their names
 * @param unusable backends whose figure is not above 0: noise swallowed it
 */
public record Calibration(List<Measured> technologies, List<String> unusable) {

    private static final double MEDIAN = 0.5;

    /**
     * One backend's.
     *
     * @param name its key
     * @param labels of the cell
     * @param memory the median over rounds with its 95 % interval; without one where the rounds are
     *     too few
     */
    public record Measured(
            String name, BackendClass backendClass, SortedSet<Label> labels, Amount memory) {}

    public Calibration {
        technologies = List.copyOf(technologies);
        unusable = List.copyOf(unusable);
    }

    /** None. */
    public static Calibration none() {
        return new Calibration(List.of(), List.of());
    }

    /** From the cells of {@code memory.instance} that were measured, not simulated. */
    public static Calibration of(RunResult result) {
        List<Measured> technologies = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (Cell cell : result.cells()) {
            if (cell.key().metric() == Metric.MEMORY_INSTANCE
                    && cell.key().parameters().isEmpty()
                    && !cell.labels().contains(Label.SIMULATED)
                    && cell.outcome() instanceof Outcome.Measured measured) {
                long bytes = Math.round(measured.summary().p50());
                if (bytes <= 0) {
                    unusable.add(cell.key().backend());
                } else {
                    technologies.add(
                            new Measured(
                                    cell.key().backend(),
                                    cell.backendClass(),
                                    new TreeSet<>(cell.labels()),
                                    amount(cell, measured, bytes)));
                }
            }
        }
        return new Calibration(technologies, unusable);
    }

    /** The figure of that backend. */
    public Optional<Measured> named(String name) {
        return technologies.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    private static Amount amount(Cell cell, Outcome.Measured measured, long bytes) {
        double[][] rounds =
                measured.rounds().stream()
                        .map(round -> round.samples().values())
                        .toArray(double[][]::new);
        // The seed of reports: page and plan show the same interval.
        return BootstrapInterval.ofQuantile(
                        rounds, MEDIAN, BootstrapInterval.seed(cell.key().toString()))
                .map(
                        found ->
                                new Amount(
                                        bytes,
                                        Math.max(0, Math.min(bytes, Math.round(found.low()))),
                                        Math.max(bytes, Math.round(found.high()))))
                .orElse(Amount.of(bytes));
    }
}
