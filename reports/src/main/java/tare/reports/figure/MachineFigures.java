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

    /** Stacked medians of the layers; empty if no machine's start could be taken apart. */
    public static Optional<Panel> layers(RunReading reading) {
        List<LayeredStart> all =
                reading.subjects().stream()
                        .flatMap(subject -> apart(reading, subject).stream())
                        .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double max = all.stream().mapToDouble(LayeredStart::most).max().orElse(1);
        Heading heading =
                new Heading(
                        "machines",
                        "Virtual machines taken apart",
                        "Median time of each layer. "
                                + String.join(" ", all.stream().map(LayeredStart::spoken).toList()),
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
                        new Figure.Bars(
                                heading, axis, all.stream().map(LayeredStart::bar).toList()),
                        new Table(
                                "Median time of each layer of a machine",
                                "backend",
                                columns,
                                all.stream().map(MachineFigures::row).toList())));
    }

    private static Row row(LayeredStart start) {
        return Row.of(
                start.subject().key(), start.subject().labelWords(), start.cells(LAYERS.size()));
    }

    private static Optional<LayeredStart> apart(RunReading reading, Subject subject) {
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
                : Optional.of(new LayeredStart(subject, segments, whole.getAsDouble()));
    }
}
