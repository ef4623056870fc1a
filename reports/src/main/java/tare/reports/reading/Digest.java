package tare.reports.reading;

import java.util.List;
import java.util.Optional;
import tare.results.model.Cell;
import tare.results.model.Outcome;

/**
 * What a table shows of a measured cell, in the base unit of its metric.
 *
 * @param count number of samples
 * @param rounds number of rounds, the unit of the intervals
 */
public record Digest(
        Measure measure, int count, int rounds, Estimate p50, Estimate p90, Estimate p99) {

    /**
     * A quantile with its interval, where the rounds allow one.
     *
     * @param claimed whether there are enough samples for this quantile at all
     */
    public record Estimate(double value, Optional<Interval> interval, boolean claimed) {}

    /** Fewest independent samples that give any two-sided 95 % interval of the 90 % quantile. */
    public static final int FEWEST_P90 = Estimates.fewest(0.9);

    /** The same for the 99 % quantile. */
    public static final int FEWEST_P99 = Estimates.fewest(0.99);

    /** The digest of a cell, if it was measured. */
    static Optional<Digest> of(Cell cell) {
        return RunReading.measured(cell).map(measured -> of(cell, measured));
    }

    private static Digest of(Cell cell, Outcome.Measured measured) {
        double[][] rounds =
                measured.rounds().stream()
                        .map(round -> round.samples().values())
                        .filter(values -> values.length > 0)
                        .toArray(double[][]::new);
        int count = measured.summary().count();
        double[] values = {
            measured.summary().p50(), measured.summary().p90(), measured.summary().p99()
        };
        List<Optional<Interval>> intervals = Estimates.intervals(cell.key(), rounds, QUANTILES);
        return new Digest(
                Measure.of(cell.key().metric().unit()),
                count,
                rounds.length,
                estimate(intervals, values, 0, true),
                estimate(intervals, values, 1, count >= FEWEST_P90),
                estimate(intervals, values, 2, count >= FEWEST_P99));
    }

    private static final double[] QUANTILES = {0.5, 0.9, 0.99};

    private static Estimate estimate(
            List<Optional<Interval>> intervals, double[] values, int which, boolean claimed) {
        Optional<Interval> interval = claimed ? intervals.get(which) : Optional.empty();
        return new Estimate(values[which], interval, claimed);
    }

    /** Cells for a table: p50, p90 and p99, each with its interval, then n and rounds. */
    public List<String> cells() {
        return List.of(
                shown(p50, 1),
                shown(p90, FEWEST_P90),
                shown(p99, FEWEST_P99),
                Integer.toString(count),
                Integer.toString(rounds));
    }

    private String shown(Estimate estimate, int fewest) {
        if (!estimate.claimed()) {
            return "not claimed: n < " + fewest;
        }
        return estimate.interval()
                .map(interval -> interval.around(estimate.value(), measure))
                .orElse(measure.text(estimate.value()));
    }
}
