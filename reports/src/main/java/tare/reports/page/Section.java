package tare.reports.page;

import java.util.List;
import tare.reports.figure.Panel;
import tare.reports.figure.Table;

/**
 * One part of the page: its figures, then its tables.
 *
 * @param lead what the part answers, in a sentence; may be empty
 * @param notes what a reader must know, after everything else
 */
public record Section(
        String id,
        String title,
        String lead,
        List<Drawn> figures,
        List<Table> tables,
        List<String> notes) {

    public Section {
        figures = List.copyOf(figures);
        tables = List.copyOf(tables);
        notes = List.copyOf(notes);
    }

    /**
     * A figure as SVG text, with its words and its table.
     *
     * @param data address that downloads the drawn points
     */
    public record Drawn(
            String id, String title, String caption, String svg, Panel panel, String data) {

        /** The numbers beside the picture. */
        public Table table() {
            return panel.table();
        }
    }

    /** The same part in a page that has several of its kind. */
    Section within(String prefix) {
        return new Section(prefix + id, title, lead, figures, tables, notes);
    }

    /** Whether there is anything to read. */
    boolean filled() {
        return !figures.isEmpty() || !tables.isEmpty() || !notes.isEmpty();
    }
}
