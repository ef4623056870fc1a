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
import tare.results.model.Metric;

/** What a start through a daemon is made of, layer by layer, beside the runtime alone. */
public final class LayerFigures {

    /** The runtime that the daemon calls; measured by itself where a run has it. */
    private static final String RUNTIME = "runc";

    private static final List<Metric> LAYERS =
            List.of(
                    Metric.LAYER_DAEMON,
                    Metric.LAYER_SHIM,
                    Metric.LAYER_RUNTIME,
                    Metric.LAYER_START);

    private static final List<String> NAMES =
            List.of("client and daemon", "shim", "runtime's create to start", "start to byte");

    private LayerFigures() {}

    /** Stacked medians of the layers; empty if no start could be taken apart. */
    public static Optional<Panel> layers(RunReading reading) {
        List<LayeredStart> all = new ArrayList<>();
        reading.subjects().forEach(subject -> apart(reading, subject).ifPresent(all::add));
        if (all.isEmpty()) {
            return Optional.empty();
        }
        String title = title(all);
        reading.subjects().stream()
                .filter(subject -> subject.key().equals(RUNTIME))
                .forEach(subject -> alone(reading, subject).ifPresent(all::add));
        double max = all.stream().mapToDouble(LayeredStart::most).max().orElse(1);
        Heading heading =
                new Heading(
                        "layers",
                        title + " taken apart",
                        "Median time of each layer. "
                                + String.join(" ", all.stream().map(LayeredStart::spoken).toList()),
                        "Medians of each layer's own time; the line is the median of the whole, and"
                                + " what the layers' medians lack to it is the residual. Client and"
                                + " daemon: until containerd calls its shim. Shim: until that calls"
                                + " the runtime's create. The runtime by itself has neither.");
        List<Figure.Bar> bars = all.stream().map(LayeredStart::bar).toList();
        Axis axis = Axis.fromZero("time since the first system call", Measure.NANOS, max);
        return Optional.of(new Panel(new Figure.Bars(heading, axis, bars), table(reading, all)));
    }

    /** Names what is taken apart, whatever its settings. */
    private static String title(List<LayeredStart> all) {
        List<String> names =
                all.stream()
                        .map(parts -> parts.subject().key().split(":", 2)[0])
                        .map(name -> name.equals("docker") ? "Docker" : name)
                        .distinct()
                        .sorted()
                        .toList();
        return String.join(" and ", names);
    }

    private static Optional<LayeredStart> apart(RunReading reading, Subject subject) {
        List<Figure.Segment> segments = new ArrayList<>();
        for (int layer = 0; layer < LAYERS.size(); layer++) {
            OptionalDouble median = reading.median(RunReading.BOOT, subject, LAYERS.get(layer));
            if (median.isEmpty()) {
                return Optional.empty();
            }
            segments.add(segment(layer, median.getAsDouble()));
        }
        OptionalDouble whole = reading.median(RunReading.BOOT, subject, Metric.STAGE_READY);
        return whole.isEmpty()
                ? Optional.empty()
                : Optional.of(new LayeredStart(subject, segments, whole.getAsDouble()));
    }

    /** The runtime's own stages: its create has ended, then the byte after its start. */
    private static Optional<LayeredStart> alone(RunReading reading, Subject subject) {
        double[] created = StartFigures.samples(reading, subject, Metric.STAGE_CREATED);
        double[] ready = StartFigures.samples(reading, subject, Metric.STAGE_READY);
        if (created.length == 0 || created.length != ready.length) {
            return Optional.empty();
        }
        double[] started = ready.clone();
        Arrays.setAll(started, launch -> ready[launch] - created[launch]);
        return Optional.of(
                new LayeredStart(
                        subject,
                        List.of(
                                segment(2, Estimates.median(created)),
                                segment(3, Estimates.median(started))),
                        Estimates.median(ready)));
    }

    private static Figure.Segment segment(int layer, double median) {
        return new Figure.Segment(NAMES.get(layer), layer, Math.max(0, median));
    }

    private static Table table(RunReading reading, List<LayeredStart> all) {
        List<Row> rows = new ArrayList<>();
        for (LayeredStart parts : all) {
            List<String> cells = new ArrayList<>(parts.cells(NAMES.size()));
            for (Metric metric : List.of(Metric.LAYER_CLIENT, Metric.LAYER_RECORDER)) {
                OptionalDouble median = reading.median(RunReading.BOOT, parts.subject(), metric);
                cells.add(
                        median.isPresent()
                                ? Measure.NANOS.text(median.getAsDouble())
                                : Measure.NONE);
            }
            rows.add(Row.of(parts.subject().key(), parts.subject().labelWords(), cells));
        }
        List<Column> columns = new ArrayList<>(NAMES.stream().map(Column::number).toList());
        for (String name :
                List.of(
                        "sum",
                        "whole",
                        "residual",
                        "of these: client, asking nothing",
                        "recorder, each call")) {
            columns.add(Column.number(name));
        }
        return new Table("Median time of each layer", "backend", columns, rows);
    }
}
