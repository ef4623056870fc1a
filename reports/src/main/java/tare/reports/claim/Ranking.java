package tare.reports.claim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tare.reports.claim.Rank.Column;
import tare.reports.claim.Rank.Figure;
import tare.reports.claim.Rank.Group;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RoundRatios;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.BackendClass;
import tare.results.model.Cell;
import tare.results.model.Metric;
import tare.results.model.Outcome;

/**
 * The backends of a run with what decides between them, the best first. Columns without any figure
 * are left out.
 *
 * @param missing what the run did not measure, each with the command that does
 */
public record Ranking(List<Column> columns, List<Rank> ranks, List<String> missing) {

    /** As other experiments write it; known to the model once there is such an experiment. */
    static final String DENSITY = "density.instances";

    private static final List<Column> COLUMNS =
            List.of(
                    new Column("start, p50", "time", true),
                    new Column("start, p99", "time", true),
                    new Column("memory per instance", "memory", true),
                    new Column("overhead of work", "times a process, geometric mean", true),
                    new Column("density", "instances on this host", false));

    private static final List<String> COMMANDS =
            List.of(
                    "Starts were not measured: tare run boot.",
                    "",
                    "Memory per instance was not measured: tare run footprint.",
                    "Overhead of work was not measured: tare run overhead.",
                    "How many instances the host holds was not measured: tare run density, with a --max"
                            + " and a --duration that the host's own limit comes before.");

    public Ranking {
        columns = List.copyOf(columns);
        ranks = List.copyOf(ranks);
        missing = List.copyOf(missing);
    }

    /** The ranking of a run; without ranks where nothing of it was measured. */
    public static Ranking of(RunReading reading) {
        OverheadReading overhead = reading.overhead();
        List<Rank> all =
                reading.subjects().stream()
                        .map(subject -> rank(reading, overhead, subject))
                        .filter(rank -> rank.figures().stream().anyMatch(Ranking::says))
                        .toList();
        List<Integer> kept =
                IntStream.range(0, COLUMNS.size())
                        .filter(
                                column ->
                                        all.stream().anyMatch(r -> there(r.figures().get(column))))
                        .boxed()
                        .toList();
        List<String> missing =
                IntStream.range(0, COLUMNS.size())
                        .filter(column -> !kept.contains(column))
                        .mapToObj(COMMANDS::get)
                        .filter(words -> !words.isEmpty())
                        .toList();
        if (kept.isEmpty()) {
            return new Ranking(List.of(), List.of(), List.of());
        }
        List<Rank> ranks = new ArrayList<>();
        for (Rank rank : all) {
            ranks.add(
                    new Rank(
                            rank.subject(),
                            rank.labels(),
                            rank.kind(),
                            rank.group(),
                            kept.stream().map(rank.figures()::get).toList()));
        }
        ranks.sort(
                Comparator.comparing(Rank::group)
                        .thenComparing(rank -> !there(rank.figures().get(0)))
                        .thenComparing(rank -> order(rank.figures().get(0))));
        return new Ranking(kept.stream().map(COLUMNS::get).toList(), ranks, missing);
    }

    /** The ranks of one group, in their order. */
    public List<Rank> of(Group group) {
        return ranks.stream().filter(rank -> rank.group() == group).toList();
    }

    private static boolean there(Figure figure) {
        return !figure.order().isEmpty();
    }

    private static boolean says(Figure figure) {
        return there(figure) || !figure.detail().isEmpty();
    }

    private static double order(Figure figure) {
        return there(figure) ? Double.parseDouble(figure.order()) : 0;
    }

    private static Rank rank(RunReading reading, OverheadReading overhead, Subject subject) {
        Optional<Cell> start = reading.cell(RunReading.BOOT, subject, Metric.STAGE_READY);
        Optional<Cell> memory = reading.cell(RunReading.FOOTPRINT, subject, Metric.MEMORY_INSTANCE);
        List<Figure> figures =
                List.of(
                        quantile(reading, start, false),
                        quantile(reading, start, true),
                        quantile(reading, memory, false),
                        mean(overhead, subject),
                        density(reading, subject));
        boolean any = figures.stream().anyMatch(Ranking::there);
        Group group = !any ? Group.ABSENT : subject.apart() ? Group.APART : Group.RANKED;
        return new Rank(subject.key(), subject.labelWords(), subject.kind().id(), group, figures);
    }

    private static Figure none(String why) {
        return new Figure(Measure.NONE, why, "");
    }

    private static Figure quantile(RunReading reading, Optional<Cell> cell, boolean tail) {
        if (cell.isEmpty()) {
            return none("");
        }
        if (cell.get().outcome() instanceof Outcome.Absent absent) {
            return tail ? none("") : none(absent.kind().id() + ": " + absent.reason());
        }
        Digest digest = reading.digest(cell.get()).orElseThrow();
        Digest.Estimate estimate = tail ? digest.p99() : digest.p50();
        if (!estimate.claimed()) {
            return none("n = " + digest.count() + ", from " + Digest.FEWEST_P99 + " on");
        }
        if (!Double.isFinite(estimate.value())) {
            return none("not a number");
        }
        String interval = estimate.interval().map(i -> i.text(digest.measure()) + ", ").orElse("");
        if (digest.measure() == Measure.BYTES && !Sentences.isCost(estimate.value())) {
            // A slope below 0 is noise about a cost too small for it: no rank rests on that.
            return none(
                    "below 0, which no cost is: "
                            + digest.measure().text(estimate.value())
                            + ", "
                            + interval
                            + "n = "
                            + digest.count());
        }
        return new Figure(
                digest.measure().text(estimate.value()),
                interval + "n = " + digest.count() + " in " + Answers.rounds(digest.rounds()),
                Double.toString(estimate.value()));
    }

    private static Figure mean(OverheadReading overhead, Subject subject) {
        if (subject.kind() == BackendClass.PROCESS) {
            return none("");
        }
        Optional<RoundRatios.Mean> mean =
                overhead.process().flatMap(process -> overhead.mean(process, subject));
        if (mean.isEmpty()) {
            return none("");
        }
        String interval =
                mean.get()
                        .ratio()
                        .interval()
                        .map(i -> i.text(Measure.COUNT) + ", ")
                        .orElse("no interval, ");
        double value = mean.get().ratio().value();
        return new Figure(
                Measure.COUNT.text(value) + " ×",
                interval
                        + "over "
                        + mean.get().works()
                        + (mean.get().works() == 1 ? " work" : " works")
                        + ", "
                        + Answers.rounds(mean.get().rounds()),
                Double.toString(value));
    }

    private static Figure density(RunReading reading, Subject subject) {
        Optional<Cell> cell =
                reading.run().cells().stream()
                        .filter(one -> one.key().backend().equals(subject.key()))
                        .filter(one -> one.key().metric().id().equals(DENSITY))
                        .min(Comparator.comparing(one -> one.key().parameters().size()));
        Figure figure = quantile(reading, cell, false);
        return cell.flatMap(reading::cut)
                .filter(limit -> there(figure))
                .map(limit -> none("at least " + figure.text() + ": ended by its " + limit))
                .orElse(figure);
    }
}
