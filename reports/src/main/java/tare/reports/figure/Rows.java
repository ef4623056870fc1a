package tare.reports.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import tare.reports.figure.Table.Row;
import tare.reports.reading.Digest;
import tare.reports.reading.RunReading;
import tare.reports.reading.Subject;
import tare.results.model.Cell;
import tare.results.model.Outcome;

/** Rows of tables from cells. */
final class Rows {

    private Rows() {}

    /** A row of the cell's figures, or one that keeps its place and says why it has none. */
    static Row of(
            RunReading reading, String header, Cell cell, Function<Digest, List<String>> cells) {
        List<String> labels = Subject.words(cell.labels());
        if (cell.outcome() instanceof Outcome.Absent absent) {
            return Row.absent(header, labels, why(absent));
        }
        Digest digest = reading.digest(cell).orElseThrow();
        return Row.of(header, labels, cells.apply(digest));
    }

    /** The same of several; one reason for all that come after each other is one row. */
    static List<Row> of(
            RunReading reading,
            List<Cell> cells,
            Function<Cell, String> header,
            BiFunction<Cell, Digest, List<String>> figures) {
        List<Row> rows = new ArrayList<>();
        String lastReason = "";
        for (Cell cell : cells) {
            String reason = cell.outcome() instanceof Outcome.Absent absent ? why(absent) : "";
            if (reason.isEmpty() || !reason.equals(lastReason)) {
                rows.add(
                        of(
                                reading,
                                header.apply(cell),
                                cell,
                                digest -> figures.apply(cell, digest)));
            }
            lastReason = reason;
        }
        return rows;
    }

    /** Why there is no figure, in one line. */
    static String why(Outcome.Absent absent) {
        String remedy = absent.remedy().isBlank() ? "" : " – " + absent.remedy();
        return absent.kind().id() + ": " + absent.reason() + remedy;
    }
}
