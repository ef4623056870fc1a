package tare.reports.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;

/**
 * One backend held against another, round by round: what a round does to both cancels. Rounds that
 * only one side has, and values that are not above 0, are left out.
 */
public final class RoundRatios {

    private static final String MEAN = "geometric mean";

    private RoundRatios() {}

    /** How many times as large the medians of the second cell's rounds are as the first's. */
    public static Optional<Estimates.Ratio> of(Cell reference, Cell other) {
        return ratio(other.key(), medians(reference), medians(other));
    }

    /**
     * The geometric mean over works of what a backend takes against another, with an interval over
     * the rounds; rounds that lack one of the works are left out.
     *
     * @param works how many works it is over
     */
    public record Mean(Estimates.Ratio ratio, int works, int rounds) {}

    /** The mean over all work that both did; empty if there is none. */
    static Optional<Mean> overhead(OverheadReading reading, Subject reference, Subject subject) {
        List<SortedMap<Integer, Double>> logs = new ArrayList<>();
        for (OverheadReading.Work work : reading.works()) {
            Optional<Cell> theirs = reading.cell(work, reference);
            Optional<Cell> own = reading.cell(work, subject);
            if (theirs.isPresent() && own.isPresent()) {
                SortedMap<Integer, Double> found = logs(medians(theirs.get()), medians(own.get()));
                if (!found.isEmpty()) {
                    logs.add(found);
                }
            }
        }
        if (logs.isEmpty()) {
            return Optional.empty();
        }
        List<double[]> pairs = new ArrayList<>();
        for (Integer round : logs.get(0).keySet()) {
            if (logs.stream().allMatch(work -> work.containsKey(round))) {
                double sum = logs.stream().mapToDouble(work -> work.getOrDefault(round, 0.0)).sum();
                pairs.add(new double[] {1, StrictMath.exp(sum / logs.size())});
            }
        }
        if (pairs.isEmpty()) {
            return Optional.empty();
        }
        CellKey key =
                CellKey.of(
                        OverheadReading.OVERHEAD,
                        subject.key(),
                        MEAN + reference.key(),
                        Metric.OVERHEAD_RATIO);
        return Optional.of(new Mean(Estimates.ratio(key, pairs), logs.size(), pairs.size()));
    }

    private static SortedMap<Integer, Double> medians(Cell cell) {
        SortedMap<Integer, Double> medians = new TreeMap<>();
        RunReading.measured(cell)
                .ifPresent(
                        measured ->
                                OverheadReading.medians(measured)
                                        .forEach(
                                                (round, median) -> {
                                                    if (median > 0 && Double.isFinite(median)) {
                                                        medians.put(round, median);
                                                    }
                                                }));
        return medians;
    }

    private static SortedMap<Integer, Double> logs(
            SortedMap<Integer, Double> reference, SortedMap<Integer, Double> own) {
        SortedMap<Integer, Double> logs = new TreeMap<>();
        own.forEach(
                (round, value) -> {
                    Double base = reference.get(round);
                    if (base != null) {
                        logs.put(round, StrictMath.log(value / base));
                    }
                });
        return logs;
    }

    private static Optional<Estimates.Ratio> ratio(
            CellKey key, SortedMap<Integer, Double> reference, SortedMap<Integer, Double> own) {
        List<double[]> pairs = new ArrayList<>();
        for (Map.Entry<Integer, Double> round : own.entrySet()) {
            Double base = reference.get(round.getKey());
            if (base != null) {
                pairs.add(new double[] {base, round.getValue()});
            }
        }
        return pairs.isEmpty() ? Optional.empty() : Optional.of(Estimates.ratio(key, pairs));
    }
}
