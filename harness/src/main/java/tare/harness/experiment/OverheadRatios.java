package tare.harness.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tare.results.model.Cell;
import tare.results.model.CellKey;
import tare.results.model.Label;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;
import tare.results.model.RunResult;
import tare.results.model.Samples;
import tare.results.model.Warning;
import tare.results.model.WarningKind;
import tare.results.statistics.Quantiles;

/** What the scores of {@link Overhead} say when all rounds are in. */
public final class OverheadRatios {

    /** Halves of a fork's iterations that differ by less say nothing. */
    private static final double SETTLED_SHARE = 0.03;

    /** Fewer iterations have no halves worth comparing. */
    private static final int FEWEST_ITERATIONS = 3;

    private OverheadRatios() {}

    /**
     * Each backend against the bare process, round by round: median by median. Rounds that only one
     * of them has are left out.
     */
    public static List<Finding> of(RunResult measured) {
        Map<CellKey, Outcome.Measured> baselines = new TreeMap<>();
        scores(measured)
                .forEach(
                        (key, outcome) -> {
                            if (key.backend().equals(Overhead.BASELINE)) {
                                baselines.put(key, outcome);
                            }
                        });
        List<Finding> findings = new ArrayList<>();
        scores(measured)
                .forEach(
                        (key, outcome) -> {
                            Outcome.Measured baseline =
                                    baselines.get(key(key, Overhead.BASELINE, key.metric()));
                            if (!key.backend().equals(Overhead.BASELINE) && baseline != null) {
                                findings.addAll(ratios(key, outcome, baseline));
                            }
                        });
        return findings;
    }

    private static List<Finding> ratios(
            CellKey score, Outcome.Measured inside, Outcome.Measured baseline) {
        CellKey ratio = key(score, score.backend(), Metric.OVERHEAD_RATIO);
        Map<Integer, Double> references =
                baseline.rounds().stream()
                        .collect(Collectors.toMap(Round::round, OverheadRatios::median));
        List<Finding> findings = new ArrayList<>();
        for (Round round : inside.rounds()) {
            Double reference = references.get(round.round());
            if (reference != null && reference > 0) {
                findings.add(
                        new Finding.Found(
                                ratio,
                                new Round(
                                        round.round(),
                                        round.order(),
                                        new Samples(median(round) / reference))));
            }
        }
        return findings;
    }

    /** Backends of which a score, or the baseline's, was taken while the host was disturbed. */
    public static Set<String> noisy(RunResult measured) {
        Set<String> noisy = new TreeSet<>();
        Set<String> all = new TreeSet<>();
        for (Cell cell : measured.cells()) {
            if (cell.key().metric() == Metric.OVERHEAD_SCORE) {
                all.add(cell.key().backend());
                if (cell.labels().contains(Label.NOISY)) {
                    noisy.add(cell.key().backend());
                }
            }
        }
        return noisy.contains(Overhead.BASELINE) ? all : noisy;
    }

    /** What the scores, and what JVMs saw, say against the result. */
    public static List<Warning> doubts(RunResult measured) {
        List<Warning> doubts = new ArrayList<>();
        scores(measured).forEach((key, outcome) -> unsettled(key, outcome).ifPresent(doubts::add));
        for (Cell cell : measured.cells()) {
            if (cell.key().metric() == Metric.JVM_PROCESSORS
                    || cell.key().metric() == Metric.JVM_HEAP) {
                view(cell, measured).ifPresent(doubts::add);
            }
        }
        return doubts;
    }

    /**
     * Whether the later half of a fork's iterations is faster, or slower, than the earlier, in the
     * median of all rounds: one fork's halves differ by chance.
     */
    private static Optional<Warning> unsettled(CellKey key, Outcome.Measured outcome) {
        double[] shares =
                outcome.rounds().stream()
                        .map(round -> round.samples().values())
                        .filter(values -> values.length >= FEWEST_ITERATIONS)
                        .mapToDouble(OverheadRatios::laterByEarlier)
                        .toArray();
        // The kernels' chunks are of machine code: there is nothing that could settle.
        if (shares.length < 2 || KernelStep.isOfKernels(key)) {
            return Optional.empty();
        }
        double change = Quantiles.median(shares) - 1;
        boolean alike =
                Arrays.stream(shares).allMatch(share -> share > 1)
                        || Arrays.stream(shares).allMatch(share -> share < 1);
        return alike && Math.abs(change) > SETTLED_SHARE
                ? Optional.of(
                        new Warning(
                                WarningKind.UNSETTLED,
                                String.format(
                                        Locale.ROOT,
                                        "%s %s%s: by %+.1f %% within a fork",
                                        key.backend(),
                                        key.workload(),
                                        key.parameters().isEmpty() ? "" : " " + key.parameters(),
                                        100 * change)))
                : Optional.empty();
    }

    private static double laterByEarlier(double[] values) {
        int half = values.length / 2;
        double earlier = Quantiles.median(Arrays.copyOfRange(values, 0, half));
        return Quantiles.median(Arrays.copyOfRange(values, values.length - half, values.length))
                / earlier;
    }

    private static Optional<Warning> view(Cell cell, RunResult measured) {
        CellKey outside = key(cell.key(), Overhead.BASELINE, cell.key().metric());
        Optional<Double> other =
                measured.cells().stream()
                        .filter(one -> one.key().equals(outside))
                        .map(Cell::outcome)
                        .filter(Outcome.Measured.class::isInstance)
                        .map(outcome -> ((Outcome.Measured) outcome).summary().p50())
                        .findFirst();
        if (other.isEmpty() || !(cell.outcome() instanceof Outcome.Measured inside)) {
            return Optional.empty();
        }
        double own = inside.summary().p50();
        return own == other.get()
                ? Optional.empty()
                : Optional.of(
                        new Warning(
                                WarningKind.JVM_VIEW,
                                String.format(
                                        Locale.ROOT,
                                        "%s: %s is %.0f, of %s %.0f",
                                        cell.key().backend(),
                                        cell.key().metric().id(),
                                        own,
                                        Overhead.BASELINE,
                                        other.get())));
    }

    private static Map<CellKey, Outcome.Measured> scores(RunResult measured) {
        Map<CellKey, Outcome.Measured> scores = new TreeMap<>();
        for (Cell cell : measured.cells()) {
            if (cell.key().metric() == Metric.OVERHEAD_SCORE
                    && cell.outcome() instanceof Outcome.Measured outcome) {
                scores.put(cell.key(), outcome);
            }
        }
        return scores;
    }

    private static CellKey key(CellKey key, String backend, Metric metric) {
        return new CellKey(key.experiment(), backend, key.workload(), metric, key.parameters());
    }

    private static double median(Round round) {
        return Quantiles.median(round.samples().values());
    }
}
