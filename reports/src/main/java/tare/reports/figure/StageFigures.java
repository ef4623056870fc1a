package tare.reports.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Estimates;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** Where a start spends its time, stage by stage, and what stopping costs. */
public final class StageFigures {

    /** Beyond this ratio the shortest stack would be a hair: shares are drawn instead of times. */
    private static final double SHARES_FROM = 20;

    private static final List<Metric> STAGES =
            List.of(Metric.STAGE_CREATED, Metric.STAGE_ENTERED, Metric.STAGE_READY);

    private static final List<String> NAMES =
            List.of("until created", "until entered", "until ready");

    private StageFigures() {}

    /** The median increment of each stage of a subject, in the stages' order. */
    private record Stack(Subject subject, List<Figure.Segment> segments) {
        double total() {
            return segments.stream().mapToDouble(Figure.Segment::value).sum();
        }
    }

    /** Stacked stages of a start; empty if none was measured. */
    public static Optional<Panel> stages(RunReading reading) {
        List<Stack> stacks = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            List<Figure.Segment> segments = increments(reading, subject);
            if (!segments.isEmpty()) {
                stacks.add(new Stack(subject, segments));
            }
        }
        if (stacks.isEmpty()) {
            return Optional.empty();
        }
        double[] totals = stacks.stream().mapToDouble(Stack::total).toArray();
        double max = Arrays.stream(totals).max().orElse(1);
        boolean shares = max / Arrays.stream(totals).min().orElse(1) > SHARES_FROM;
        List<Figure.Bar> bars = stacks.stream().map(stack -> bar(stack, shares)).toList();
        Axis axis =
                shares
                        ? Axis.linear("share of the start", Measure.PERCENT, 0, 100)
                        : Axis.fromZero("time since the first system call", Measure.NANOS, max);
        Heading heading =
                new Heading(
                        "stages",
                        shares ? "Stages of a start, as shares" : "Stages of a start",
                        "Median time of each stage. " + spoken(stacks),
                        "Medians of each stage's own time, launch by launch; medians need not add"
                                + " up to the median start. Created: the backend's objects exist."
                                + " Entered: the first guest instruction, where that is visible."
                                + " Ready: the host sees the ready byte. No interval is drawn; n and"
                                + " the start's interval stand in the table of start times."
                                + (shares ? " Starts differ too much for one scale." : ""));
        return Optional.of(new Panel(new Figure.Bars(heading, axis, bars), table(stacks)));
    }

    private static Figure.Bar bar(Stack stack, boolean shares) {
        double total = stack.total();
        List<Figure.Segment> segments = stack.segments();
        if (shares && total > 0) {
            segments =
                    segments.stream()
                            .map(
                                    s ->
                                            new Figure.Segment(
                                                    s.name(), s.tint(), 100 * s.value() / total))
                            .toList();
        }
        return new Figure.Bar(
                stack.subject().figureName(),
                segments,
                OptionalDouble.empty(),
                Measure.NANOS.text(total));
    }

    private static String spoken(List<Stack> stacks) {
        List<String> words = new ArrayList<>();
        for (Stack stack : stacks) {
            List<String> parts =
                    stack.segments().stream()
                            .map(s -> s.name() + " " + Measure.NANOS.text(s.value()))
                            .toList();
            words.add(stack.subject().figureName() + ": " + String.join(", ", parts) + ".");
        }
        return String.join(" ", words);
    }

    private static Table table(List<Stack> stacks) {
        List<Row> rows = new ArrayList<>();
        for (Stack stack : stacks) {
            List<String> cells = new ArrayList<>();
            for (String name : NAMES) {
                cells.add(
                        stack.segments().stream()
                                .filter(segment -> segment.name().equals(name))
                                .map(segment -> Measure.NANOS.text(segment.value()))
                                .findFirst()
                                .orElse(Measure.NONE));
            }
            rows.add(Row.of(stack.subject().key(), stack.subject().labelWords(), cells));
        }
        return new Table(
                "Median time of each stage",
                "backend",
                NAMES.stream().map(Column::number).toList(),
                rows);
    }

    /**
     * Medians of the stages' own times. Samples at one place of a round are one launch, so the
     * difference is taken launch by launch. A stage without samples is part of the next.
     */
    private static List<Figure.Segment> increments(RunReading reading, Subject subject) {
        List<Figure.Segment> segments = new ArrayList<>();
        double[] before = new double[0];
        for (int i = 0; i < STAGES.size(); i++) {
            double[] until = StartFigures.samples(reading, subject, STAGES.get(i));
            // Cells of unequal length are not of the same launches and cannot be paired.
            if (until.length == 0 || (before.length > 0 && before.length != until.length)) {
                continue;
            }
            double[] own = until.clone();
            for (int launch = 0; launch < before.length; launch++) {
                own[launch] -= before[launch];
            }
            double median = Math.max(0, Estimates.median(own));
            segments.add(new Figure.Segment(NAMES.get(i), i, median));
            before = until;
        }
        boolean ready = segments.stream().anyMatch(s -> s.name().equals(NAMES.get(2)));
        return ready ? segments : List.of();
    }

    /** Median time from the stop request until nothing is left. */
    public static Optional<Panel> stopping(RunReading reading) {
        List<Figure.Bar> bars = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            Optional<Cell> cell = reading.cell(RunReading.BOOT, subject, Metric.STAGE_STOPPED);
            cell.flatMap(RunReading::measured)
                    .ifPresent(
                            measured -> {
                                double median = Math.max(0, measured.summary().p50());
                                String text = Measure.NANOS.text(median);
                                medians.add(median);
                                words.add(subject.figureName() + " " + text);
                                bars.add(
                                        new Figure.Bar(
                                                subject.figureName(),
                                                List.of(new Figure.Segment("stopped", 1, median)),
                                                OptionalDouble.empty(),
                                                text));
                            });
        }
        if (bars.isEmpty()) {
            return Optional.empty();
        }
        double max = medians.stream().mapToDouble(Double::doubleValue).max().orElse(1);
        Heading heading =
                new Heading(
                        "stopping",
                        "Stopping an instance",
                        "Median time to stop: " + String.join(", ", words) + ".",
                        "From the stop request until every process is reaped and every path, mount"
                                + " and control group is removed; not part of the start. Bars are"
                                + " medians; n, rounds and 95 % intervals stand in the numbers.");
        return Optional.of(
                new Panel(
                        new Figure.Bars(
                                heading,
                                Axis.fromZero("median time to stop", Measure.NANOS, max),
                                bars),
                        StartFigures.quantiles(
                                reading, Metric.STAGE_STOPPED, "Time to stop an instance")));
    }
}
