package tare.reports.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Estimates;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Metric;
import tare.results.model.Outcome;
import tare.results.model.Round;

/** Pictures and tables of the experiment {@code boot}. */
public final class StartFigures {

    private static final List<Column> QUANTILES =
            List.of(
                    Column.number("p50 (95 % interval)"),
                    Column.number("p90 (95 % interval)"),
                    Column.number("p99 (95 % interval)"),
                    Column.number("n"),
                    Column.number("rounds"));

    /** Shares of the launches, in per cent, at which the curves are given in numbers. */
    private static final List<Integer> SHARES = List.of(0, 5, 10, 25, 50, 75, 90, 95, 100);

    private StartFigures() {}

    /** The distribution of start times, one curve per subject; empty if none was measured. */
    public static Optional<Panel> distribution(RunReading reading) {
        List<Figure.Series> series = new ArrayList<>();
        List<String> findings = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        List<Integer> counts = new ArrayList<>();
        int undrawable = 0;
        for (Subject subject : reading.subjects()) {
            double[] samples = samples(reading, subject, Metric.STAGE_READY);
            double[] positive = positive(samples);
            undrawable += samples.length - positive.length;
            if (positive.length > 0) {
                series.add(
                        new Figure.Series(
                                subject.figureName(), subject.place(), Thinning.steps(positive)));
                all.add(Arrays.stream(positive).min().orElse(1));
                all.add(Arrays.stream(positive).max().orElse(1));
                counts.add(positive.length);
                findings.add(
                        subject.figureName()
                                + " "
                                + Measure.NANOS.text(Estimates.median(positive)));
            }
        }
        if (series.isEmpty()) {
            return Optional.empty();
        }
        Axis x = Axis.logarithmic("start time (log scale)", Measure.NANOS, array(all));
        Axis y = Axis.linear("share of launches ready by then", Measure.PERCENT, 0, 100);
        String lost =
                undrawable == 0
                        ? ""
                        : " " + undrawable + " samples of zero cannot stand on a log scale.";
        Heading heading =
                new Heading(
                        "starts",
                        "Start times, all launches (log scale)",
                        "Empirical distributions of start times. Medians: "
                                + String.join(", ", findings)
                                + ".",
                        "From the launch's first system call to the ready byte. Further left is"
                                + " faster, steeper is steadier. No interval is drawn: a curve is"
                                + " all launches of a backend, n = "
                                + span(counts)
                                + "; intervals stand in the table of start times."
                                + Thinning.words(counts)
                                + lost);
        return Optional.of(new Panel(new Figure.Curves(heading, x, y, series), steps(reading)));
    }

    /** The least and the most of numbers. */
    private static String span(List<Integer> counts) {
        int least = Collections.min(counts);
        int most = Collections.max(counts);
        return least == most ? Integer.toString(most) : least + " to " + most;
    }

    /** The curves in numbers: at which time a share of the launches was ready. */
    private static Table steps(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            double[] starts = samples(reading, subject, Metric.STAGE_READY);
            if (starts.length > 0) {
                List<String> cells =
                        SHARES.stream()
                                .map(share -> Estimates.nearestRank(starts, share / 100.0))
                                .map(Measure.NANOS::text)
                                .toList();
                rows.add(Row.of(subject.key(), subject.labelWords(), cells));
            }
        }
        return new Table(
                "Start time by which a share of the launches was ready (order statistics)",
                "backend",
                SHARES.stream().map(share -> Column.number(share + " %")).toList(),
                rows);
    }

    /** Quantiles of start times; absent subjects keep their place. */
    public static Table startTable(RunReading reading) {
        return quantiles(
                reading, Metric.STAGE_READY, "Start time, from first system call to ready byte");
    }

    /** Starts right after the page cache was dropped; the other tables hold warm starts. */
    public static Table coldTable(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            reading.cells(RunReading.BOOT, subject, Metric.STAGE_READY).stream()
                    .filter(cell -> "cold".equals(cell.key().parameters().get("cache")))
                    .forEach(
                            cell -> rows.add(Rows.of(reading, subject.key(), cell, Digest::cells)));
        }
        return new Table(
                "Cold starts: the first after the host's page cache was dropped",
                "backend",
                QUANTILES,
                rows);
    }

    /** Quantiles of any metric of {@code boot}, one row per subject that has such a cell. */
    public static Table quantiles(RunReading reading, Metric metric, String caption) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            reading.cell(RunReading.BOOT, subject, metric)
                    .ifPresent(
                            cell -> rows.add(Rows.of(reading, subject.key(), cell, Digest::cells)));
        }
        return new Table(caption, "backend", QUANTILES, rows);
    }

    /** Samples in the order of the run, with each round's median: shows drift and noisy rounds. */
    public static Optional<Panel> runOrder(RunReading reading) {
        Map<Subject, List<Round>> rounds = new LinkedHashMap<>();
        for (Subject subject : reading.subjects()) {
            reading.measured(RunReading.BOOT, subject, Metric.STAGE_READY)
                    .map(Outcome.Measured::rounds)
                    .ifPresent(found -> rounds.put(subject, filled(found)));
        }
        Rounds places =
                new Rounds(
                        rounds.values().stream().flatMap(List::stream).map(Round::round).toList());
        int most = Thinning.share(rounds.size());
        List<Figure.Trail> trails = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        rounds.forEach(
                (subject, own) -> {
                    trails.add(trail(subject, own, places, most));
                    for (Round round : own) {
                        double[] values = round.samples().values();
                        all.add(Arrays.stream(values).min().orElse(1));
                        all.add(Arrays.stream(values).max().orElse(1));
                        rows.add(roundRow(subject, round, Estimates.median(values)));
                    }
                });
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Axis y = Axis.suiting("start time", Measure.NANOS, array(all));
        return Optional.of(
                new Panel(
                        new Figure.RunOrder(
                                runOrderHeading(y.logarithmic(), trails), places.axis(), y, trails),
                        new Table(
                                "Median start time of each round",
                                "backend",
                                List.of(
                                        Column.number("round"),
                                        Column.number("place in round"),
                                        Column.number("median"),
                                        Column.number("n")),
                                rows)));
    }

    private static Heading runOrderHeading(boolean logarithmic, List<Figure.Trail> trails) {
        List<String> spans = new ArrayList<>();
        for (Figure.Trail trail : trails) {
            double[] medians = trail.medians().stream().mapToDouble(Point::y).toArray();
            Arrays.sort(medians);
            if (medians.length > 0) {
                spans.add(
                        trail.name()
                                + " "
                                + Measure.NANOS.text(medians[0])
                                + " to "
                                + Measure.NANOS.text(medians[medians.length - 1])
                                + " in "
                                + medians.length
                                + (medians.length == 1 ? " round" : " rounds"));
            }
        }
        return new Heading(
                "run-order",
                "Start times in the order of the run" + (logarithmic ? " (log scale)" : ""),
                "Each launch by round, with the median of each round as a bar. Medians of rounds: "
                        + String.join(", ", spans)
                        + ".",
                "A dot is a launch, a bar the median of its round; no interval is drawn. A bar that"
                        + " climbs or falls from round to round is drift; one round apart from the"
                        + " others was disturbed. Backends take turns inside a round, in a shuffled"
                        + " order. Of very many launches an even choice is drawn, and the slowest.");
    }

    private static List<Round> filled(List<Round> rounds) {
        return rounds.stream().filter(round -> round.samples().count() > 0).toList();
    }

    private static Figure.Trail trail(
            Subject subject, List<Round> rounds, Rounds places, int most) {
        List<Point> points = new ArrayList<>();
        List<Point> medians = new ArrayList<>();
        for (Round round : rounds) {
            double[] values = round.samples().values();
            int place = places.place(round.round());
            for (int i = 0; i < values.length; i++) {
                points.add(new Point(place + (i + 0.5) / values.length, values[i]));
            }
            medians.add(new Point(place, Estimates.median(values)));
        }
        return new Figure.Trail(
                subject.figureName(), subject.place(), Thinning.points(points, most), medians);
    }

    private static Row roundRow(Subject subject, Round round, double median) {
        return Row.of(
                subject.key(),
                subject.labelWords(),
                List.of(
                        Integer.toString(round.round() + 1),
                        Integer.toString(round.order() + 1),
                        Measure.NANOS.text(median),
                        Integer.toString(round.samples().count())));
    }

    static double[] samples(RunReading reading, Subject subject, Metric metric) {
        return reading.cell(RunReading.BOOT, subject, metric)
                .flatMap(RunReading::measured)
                .map(StartFigures::samples)
                .orElse(new double[0]);
    }

    static double[] samples(Outcome.Measured measured) {
        return measured.rounds().stream()
                .flatMapToDouble(round -> Arrays.stream(round.samples().values()))
                .toArray();
    }

    static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] positive(double[] samples) {
        return Arrays.stream(samples).filter(sample -> sample > 0).toArray();
    }
}
