package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Metric;

/** What the start of a virtual machine is made of: its monitor, its firmware, its kernel. */
public final class MachineFigures {

    private static final List<Metric> LAYERS =
            List.of(
                    Metric.LAYER_VMM,
                    Metric.LAYER_FIRMWARE,
                    Metric.LAYER_KERNEL,
                    Metric.LAYER_GUEST);

    private static final List<String> NAMES =
            List.of("monitor", "firmware", "kernel to byte", "guest to byte, not told apart");

    private MachineFigures() {}

    /** Medians of a subject, in the layers' order, and of its whole start. */
    private record Parts(Subject subject, List<Figure.Segment> segments, double whole) {
        double sum() {
            return segments.stream().mapToDouble(Figure.Segment::value).sum();
        }

        String part(int layer) {
            return segments.stream()
                    .filter(segment -> segment.tint() == layer)
                    .map(segment -> Measure.NANOS.text(segment.value()))
                    .findFirst()
                    .orElse(Measure.NONE);
        }

        String spoken() {
            List<String> pieces =
                    segments.stream()
                            .map(s -> s.name() + " " + Measure.NANOS.text(s.value()))
                            .toList();
            return subject.figureName() + ": " + String.join(", ", pieces) + ".";
        }

        Figure.Bar bar() {
            return new Figure.Bar(
                    subject.figureName(),
                    segments,
                    OptionalDouble.of(whole),
                    Measure.NANOS.text(whole));
        }

        Row row() {
            List<String> cells = new ArrayList<>();
            for (int layer = 0; layer < LAYERS.size(); layer++) {
                cells.add(part(layer));
            }
            cells.add(Measure.NANOS.text(sum()));
            cells.add(Measure.NANOS.text(whole));
            cells.add(Measure.NANOS.text(whole - sum()));
            return Row.of(subject.key(), subject.labelWords(), cells);
        }
    }

    /** Stacked medians of the layers; empty if no machine's start could be taken apart. */
    public static Optional<Panel> layers(RunReading reading) {
        List<Parts> all =
                reading.subjects().stream()
                        .flatMap(subject -> apart(reading, subject).stream())
                        .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double max = all.stream().mapToDouble(p -> Math.max(p.sum(), p.whole())).max().orElse(1);
        Heading heading =
                new Heading(
                        "machines",
                        "Virtual machines taken apart",
                        "Median time of each layer. "
                                + String.join(" ", all.stream().map(Parts::spoken).toList()),
                        "Medians of each layer's own time; the line is the median of the whole, and"
                                + " what the layers' medians lack to it is the residual. Monitor:"
                                + " until the virtual CPU is let go. Firmware: from there until it"
                                + " enters the kernel, where it says so. Kernel: from there until"
                                + " the byte, the first act of the first process. A forked or"
                                + " restored guest has neither firmware nor boot: its last part is"
                                + " its first act.");
        Axis axis = Axis.fromZero("time since the first system call", Measure.NANOS, max);
        List<Column> columns = new ArrayList<>(NAMES.stream().map(Column::number).toList());
        List.of("sum", "whole", "residual").forEach(name -> columns.add(Column.number(name)));
        return Optional.of(
                new Panel(
                        new Figure.Bars(heading, axis, all.stream().map(Parts::bar).toList()),
                        new Table(
                                "Median time of each layer of a machine",
                                "backend",
                                columns,
                                all.stream().map(Parts::row).toList())));
    }

    private static Optional<Parts> apart(RunReading reading, Subject subject) {
        List<Figure.Segment> segments = new ArrayList<>();
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            OptionalDouble median = reading.median(RunReading.BOOT, subject, LAYERS.get(layer));
            if (median.isPresent()) {
                segments.add(
                        new Figure.Segment(
                                NAMES.get(layer), layer, Math.max(0, median.getAsDouble())));
            }
        }
        OptionalDouble whole = reading.median(RunReading.BOOT, subject, Metric.STAGE_READY);
        return segments.isEmpty() || whole.isEmpty()
                ? Optional.empty()
                : Optional.of(new Parts(subject, segments, whole.getAsDouble()));
    }
}
