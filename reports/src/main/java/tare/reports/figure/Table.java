package tare.reports.figure;

import java.util.List;

/**
 * A table of text. Every row has a header cell and either as many cells as there are columns, or a
 * note in their place.
 *
 * @param rowHeader name of the column of row headers
 */
public record Table(String caption, String rowHeader, List<Column> columns, List<Row> rows) {

    /** A column; numbers are aligned to the right. */
    public record Column(String name, boolean numeric) {

        public static Column number(String name) {
            return new Column(name, true);
        }

        public static Column words(String name) {
            return new Column(name, false);
        }
    }

    /**
     * One row.
     *
     * @param labels words that warn of the row's figures, shown beside its header
     * @param note why the row has no cells; empty where it has
     */
    public record Row(String header, List<String> labels, List<String> cells, String note) {

        public Row {
            labels = List.copyOf(labels);
            cells = List.copyOf(cells);
        }

        public static Row of(String header, List<String> labels, List<String> cells) {
            return new Row(header, labels, cells, "");
        }

        /** A row that keeps its place although there is nothing to show. */
        public static Row absent(String header, List<String> labels, String note) {
            return new Row(header, labels, List.of(), note);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.note().isEmpty() && row.cells().size() != columns.size()) {
                throw new IllegalArgumentException(
                        caption + ": row " + row.header() + " does not fit the columns");
            }
        }
    }
}
