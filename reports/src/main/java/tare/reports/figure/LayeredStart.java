package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import tare.reports.reading.Measure;
import tare.reports.reading.Subject;

/**
 * A start that was taken apart: medians in nanoseconds.
 *
 * @param segments in the layers' order, their tint the layer's number; one may be absent
 * @param whole of the start, measured by itself
 */
record LayeredStart(Subject subject, List<Figure.Segment> segments, double whole) {

    LayeredStart {
        segments = List.copyOf(segments);
    }

    /** Of the layers' medians. */
    double sum() {
        return segments.stream().mapToDouble(Figure.Segment::value).sum();
    }

    /** How far its bar reaches, or its line. */
    double most() {
        return Math.max(sum(), whole);
    }

    String spoken() {
        List<String> pieces =
                segments.stream().map(s -> s.name() + " " + Measure.NANOS.text(s.value())).toList();
        return subject.figureName() + ": " + String.join(", ", pieces) + ".";
    }

    Figure.Bar bar() {
        return new Figure.Bar(
                subject.figureName(),
                segments,
                OptionalDouble.of(whole),
                Measure.NANOS.text(whole));
    }

    /** For a table: each of so many layers, their sum, the whole, and what the sum lacks to it. */
    List<String> cells(int layers) {
        List<String> cells = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            cells.add(part(layer));
        }
        cells.add(Measure.NANOS.text(sum()));
        cells.add(Measure.NANOS.text(whole));
        cells.add(Measure.NANOS.text(whole - sum()));
        return cells;
    }

    private String part(int layer) {
        return segments.stream()
                .filter(segment -> segment.tint() == layer)
                .map(segment -> Measure.NANOS.text(segment.value()))
                .findFirst()
                .orElse(Measure.NONE);
    }
}
