package tare.reports.figure;

import java.util.List;
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

    /** Why there is no figure, in one line. */
    static String why(Outcome.Absent absent) {
        String remedy = absent.remedy().isBlank() ? "" : " – " + absent.remedy();
        return absent.kind().id() + ": " + absent.reason() + remedy;
    }
}
