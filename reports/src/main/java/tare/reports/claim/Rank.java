package tare.reports.claim;

import java.util.List;

/**
 * One backend's line of the ranking.
 *
 * @param labels words that warn of the figures
 * @param kind word of its class
 * @param figures one for each column of the ranking
 */
public record Rank(
        String subject, List<String> labels, String kind, Group group, List<Figure> figures) {

    public Rank {
        labels = List.copyOf(labels);
        figures = List.copyOf(figures);
    }

    /** Where it stands: groups are never mixed, however the table is sorted. */
    public enum Group {
        RANKED("Ranked"),
        APART("Apart: emulated, nested, without hardware assistance, or no operating system"),
        ABSENT("Not measured");

        private final String title;

        Group(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    /**
     * A figure of a backend.
     *
     * @param text as shown; a dash for none
     * @param detail interval and n, or why there is none; may be empty
     * @param order what it is sorted by; empty for none
     */
    public record Figure(String text, String detail, String order) {}

    /** A column: whether less of it is better. */
    public record Column(String name, String unit, boolean lowerIsBetter) {}
}
