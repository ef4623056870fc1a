package tare.reports.figure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tare.reports.figure.Table.Column;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.Measure;
import tare.reports.reading.OverheadReading;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Metric;

/** What a turn over TCP takes from the host to an instance, by the way there. */
public final class TurnTable {

    private static final String BYTES = "bytes";
    private static final String PATH = "path";
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MIB = 1 << 20;

    private TurnTable() {}

    /** A row for each way and size of turn; without rows if the run has no turns. */
    public static Table of(RunReading reading) {
        List<Row> rows = new ArrayList<>();
        for (Subject subject : reading.subjects()) {
            rows.addAll(
                    Rows.of(
                            reading,
                            cells(reading, subject),
                            cell ->
                                    String.join(
                                            ", ",
                                            subject.key(),
                                            parameter(cell, PATH),
                                            parameter(cell, BYTES)),
                            (cell, digest) -> figures(digest, parameter(cell, BYTES))));
        }
        return new Table(
                "Turns over TCP from the host: bytes there, and one back when all have come",
                "backend, path, bytes of a turn",
                List.of(
                        Column.number("p50 (95 % interval)"),
                        Column.number("p90 (95 % interval)"),
                        Column.number("p99 (95 % interval)"),
                        Column.number("n"),
                        Column.number("rounds"),
                        Column.number("MiB/s at p50")),
                rows);
    }

    private static List<Cell> cells(RunReading reading, Subject subject) {
        return reading.cells(OverheadReading.OVERHEAD, subject, Metric.SERVICE_TURN).stream()
                .sorted(
                        Comparator.comparing((Cell cell) -> parameter(cell, PATH))
                                .thenComparing(cell -> parameter(cell, BYTES).length())
                                .thenComparing(cell -> parameter(cell, BYTES)))
                .toList();
    }

    private static String parameter(Cell cell, String name) {
        return cell.key().parameters().getOrDefault(name, Measure.NONE);
    }

    private static List<String> figures(Digest digest, String bytes) {
        List<String> cells = new ArrayList<>(digest.cells());
        boolean stream = bytes.matches("[1-9][0-9]{3,8}") && digest.p50().value() > 0;
        cells.add(
                stream
                        ? Measure.COUNT.text(
                                Double.parseDouble(bytes)
                                        / MIB
                                        * NANOS_PER_SECOND
                                        / digest.p50().value())
                        : Measure.NONE);
        return cells;
    }
}
