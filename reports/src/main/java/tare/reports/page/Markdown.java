package tare.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tare.reports.claim.Headline;
import tare.reports.claim.Rank;
import tare.reports.debate.Judged;
import tare.reports.figure.Table;

/** A chapter as Markdown (GitHub's tables). Text of the run is shown and never interpreted. */
final class Markdown {

    private final StringBuilder text = new StringBuilder();

    private Markdown() {}

    static String of(Chapter chapter) {
        Markdown page = new Markdown();
        String name = chapter.name().isEmpty() ? "" : chapter.name() + ": ";
        page.line("# " + name + "What does isolation cost?");
        page.line(escaped(chapter.hostLine()) + ", " + escaped(chapter.run().createdAt()));
        for (Headline.Finding finding : chapter.findings()) {
            page.line("- " + escaped(finding.sentence()) + " " + escaped(finding.particulars()));
        }
        page.ranking(chapter);
        page.debate(chapter.debate());
        for (Section section : chapter.sections()) {
            page.line("## " + escaped(section.title()));
            if (!section.lead().isEmpty()) {
                page.line(escaped(section.lead()));
            }
            Pieces.tables(section).forEach(page::table);
            section.notes().forEach(note -> page.line("- " + escaped(note)));
        }
        return page.text.toString();
    }

    private void line(String words) {
        text.append(words).append("\n\n");
    }

    private void ranking(Chapter chapter) {
        if (chapter.ranking().ranks().isEmpty()) {
            return;
        }
        List<String> head = new ArrayList<>(List.of("backend", "class", "group"));
        chapter.ranking().columns().forEach(column -> head.add(column.name()));
        List<List<String>> rows = new ArrayList<>();
        for (Rank rank : chapter.ranking().ranks()) {
            List<String> row = new ArrayList<>();
            row.add(labelled(rank.subject(), rank.labels()));
            row.add(rank.kind());
            row.add(rank.group().title());
            for (Rank.Figure figure : rank.figures()) {
                row.add(
                        figure.detail().isEmpty()
                                ? figure.text()
                                : figure.text() + " (" + figure.detail() + ")");
            }
            rows.add(row);
        }
        grid(head, rows);
    }

    private void debate(List<Judged> claims) {
        line("## What the debate said, what was measured here");
        List<List<String>> rows = new ArrayList<>();
        for (Judged judged : claims) {
            String why =
                    judged.needed().isEmpty()
                            ? String.join(" ", judged.figures())
                            : "Needed: " + judged.needed();
            rows.add(List.of(judged.claim().said(), judged.verdict().words(), why));
        }
        grid(List.of("claim", "verdict", "figures"), rows);
    }

    private void table(Table table) {
        line("**" + escaped(table.caption()) + "**");
        List<String> head = new ArrayList<>(List.of(table.rowHeader()));
        table.columns().forEach(column -> head.add(column.name()));
        List<List<String>> rows = new ArrayList<>();
        for (Table.Row row : table.rows()) {
            List<String> cells = new ArrayList<>(List.of(labelled(row.header(), row.labels())));
            cells.addAll(row.cells());
            if (!row.note().isEmpty()) {
                cells.add(row.note());
            }
            while (cells.size() < head.size()) {
                cells.add("");
            }
            rows.add(cells);
        }
        grid(head, rows);
    }

    private static String labelled(String name, List<String> labels) {
        return labels.isEmpty() ? name : name + " [" + String.join(", ", labels) + "]";
    }

    private void grid(List<String> head, List<List<String>> rows) {
        text.append(row(head)).append("|").append(" --- |".repeat(head.size())).append('\n');
        rows.forEach(cells -> text.append(row(cells)));
        text.append('\n');
    }

    private static String row(List<String> cells) {
        return cells.stream()
                .map(Markdown::escaped)
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Letters that Markdown or HTML would take for marks are written as themselves. */
    static String escaped(String words) {
        StringBuilder safe = new StringBuilder();
        words.codePoints()
                .forEach(
                        point -> {
                            switch (point) {
                                case '&' -> safe.append("&amp;");
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '\\', '`', '*', '_', '[', ']', '|', '#', '~', '!' ->
                                        safe.append('\\').appendCodePoint(point);
                                default -> safe.appendCodePoint(point);
                            }
                        });
        return safe.toString();
    }
}
