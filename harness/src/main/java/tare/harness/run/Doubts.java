package tare.harness.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Samples;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.results.statistics.BootstrapInterval;
import tare.results.statistics.Quantiles;

/** What the samples themselves say against a result. */
final class Doubts {

    /** The instrument may be wrong about a known duration by this much. */
    private static final double CALIBRATION_NANOS = 20_000;

    /** JMH and Tare may differ by this share, or by this time, whichever is larger. */
    private static final double AGREEMENT_SHARE = 0.02;

    private static final double AGREEMENT_NANOS = 5_000;

    private static final double TAIL = 0.99;
    private static final double LEVEL = 0.95;

    private Doubts() {}

    static List<Warning> of(RunResult result) {
        List<Warning> doubts = new ArrayList<>();
        int enough = Quantiles.fewestForInterval(TAIL, LEVEL);
        for (Cell cell : result.cells()) {
            jmhDisagrees(cell, result).ifPresent(doubts::add);
            if (!(cell.outcome() instanceof Outcome.Measured measured)) {
                continue;
            }
            if (cell.key().metric() == Metric.CALIBRATION_ERROR) {
                misjudged(cell.key(), measured).ifPresent(doubts::add);
            }
            int count = measured.summary().count();
            if (cell.key().metric() == Metric.STAGE_READY && count < enough) {
                doubts.add(
                        new Warning(
                                WarningKind.FEW_SAMPLES,
                                String.format(
                                        Locale.ROOT,
                                        "%s: %d launches, an interval of p99 needs %d",
                                        cell.key().backend(),
                                        count,
                                        enough)));
            }
        }
        return doubts;
    }

    /**
     * An error that is shown to be too large. With few launches of a slow runtime the interval is
     * wide: then nothing is shown either way, and the page says how wide.
     */
    private static Optional<Warning> misjudged(CellKey key, Outcome.Measured measured) {
        double[][] rounds =
                measured.rounds().stream()
                        .map(round -> round.samples().values())
                        .toArray(double[][]::new);
        double median = measured.summary().p50();
        Optional<BootstrapInterval> interval =
                BootstrapInterval.ofQuantile(rounds, 0.5, BootstrapInterval.seed(key.toString()));
        double low = interval.map(BootstrapInterval::low).orElse(median);
        double high = interval.map(BootstrapInterval::high).orElse(median);
        return low <= CALIBRATION_NANOS && high >= -CALIBRATION_NANOS
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                WarningKind.CALIBRATION,
                                String.format(
                                        Locale.ROOT,
                                        "%s, spin %s: %.1f us (95 %% %.1f to %.1f)",
                                        key.backend(),
                                        key.parameters().get("spin"),
                                        median / 1e3,
                                        low / 1e3,
                                        high / 1e3)));
    }

    /**
     * Two clocks around the same launches; once a backend, over the rounds that both have whole.
     */
    private static Optional<Warning> jmhDisagrees(Cell jmh, RunResult result) {
        if (jmh.key().metric() != Metric.JMH_LAUNCH
                || !(jmh.outcome() instanceof Outcome.Measured theirs)) {
            return Optional.empty();
        }
        CellKey key =
                CellKey.of(
                        jmh.key().experiment(),
                        jmh.key().backend(),
                        jmh.key().workload(),
                        Metric.STAGE_READY);
        Map<Integer, Samples> own = new HashMap<>();
        result.cells().stream()
                .filter(cell -> cell.key().equals(key))
                .map(Cell::outcome)
                .filter(Outcome.Measured.class::isInstance)
                .flatMap(outcome -> ((Outcome.Measured) outcome).rounds().stream())
                .forEach(round -> own.put(round.round(), round.samples()));
        List<Double> mine = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        for (Round round : theirs.rounds()) {
            Samples same = own.get(round.round());
            if (same != null && same.count() == round.samples().count()) {
                Arrays.stream(same.values()).forEach(mine::add);
                Arrays.stream(round.samples().values()).forEach(other::add);
            }
        }
        if (mine.isEmpty()) {
            return Optional.empty();
        }
        double median = median(mine);
        double difference = median(other) - median;
        return Math.abs(difference) <= Math.max(AGREEMENT_NANOS, AGREEMENT_SHARE * median)
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                WarningKind.JMH_DISAGREES,
                                String.format(
                                        Locale.ROOT,
                                        "%s: by %+.1f us of %.1f us",
                                        jmh.key().backend(),
                                        difference / 1e3,
                                        median / 1e3)));
    }

    private static double median(List<Double> values) {
        return Quantiles.median(values.stream().mapToDouble(Double::doubleValue).toArray());
    }
}
