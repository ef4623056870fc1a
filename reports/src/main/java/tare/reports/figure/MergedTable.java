package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** Memory of one more instance where the kernel keeps pages of the same content once. */
public final class MergedTable {

    /** The parameter of cells that were measured with it. */
    static final String MERGING = "ksm";

    private static final String INSTANCES = "instances";

    private MergedTable() {}

    /** A row for each backend of which it was asked; without rows if it was asked of none. */
    public static Table of(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            for (Cell cell : reading.cells(RunReading.FOOTPRINT, subject, Metric.MEMORY_INSTANCE)) {
                if (cell.key().parameters().containsKey(MERGING)) {
                    rows.add(
                            Rows.of(
                                    reading,
                                    subject.key(),
                                    cell,
                                    digest -> cells(reading, subject, digest)));
                }
            }
        }
        return new Table(
                "Memory of one more instance without and with same-page merging (KSM), as slopes of"
                        + " the control group's charge; merged pages are charged to one of those"
                        + " who have them",
                "backend",
                List.of(
                        Column.number("without"),
                        Column.number("with (95 % interval)"),
                        Column.number("saved on the whole host"),
                        Column.number("by so many instances"),
                        Column.number("rounds")),
                rows);
    }

    private static List<String> cells(RunReading reading, Subject subject, Digest digest) {
        Optional<Cell> top =
                reading.cells(RunReading.FOOTPRINT, subject, Metric.MEMORY_MERGED).stream()
                        .max(Comparator.comparingInt(MergedTable::instances));
        return List.of(
                reading.cell(RunReading.FOOTPRINT, subject, Metric.MEMORY_INSTANCE)
                        .flatMap(RunReading::measured)
                        .map(plain -> Measure.BYTES.text(plain.summary().p50()))
                        .orElse(Measure.NONE),
                Measure.BYTES.text(digest.p50().value())
                        + digest.p50()
                                .interval()
                                .map(i -> " (" + i.text(Measure.BYTES) + ")")
                                .orElse(""),
                top.flatMap(RunReading::measured)
                        .map(saved -> Measure.BYTES.text(saved.summary().p50()))
                        .orElse(Measure.NONE),
                top.map(cell -> Integer.toString(instances(cell))).orElse(Measure.NONE),
                Integer.toString(digest.rounds()));
    }

    private static int instances(Cell cell) {
        Map<String, String> parameters = cell.key().parameters();
        String count = parameters.getOrDefault(INSTANCES, "");
        return count.matches("[0-9]{1,7}") ? Integer.parseInt(count) : 0;
    }
}
