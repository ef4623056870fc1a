package tare.results.exchange;

import java.util.ArrayList;
import java.util.List;

/**
 * A table as text.
 *
 * @param head names of the columns
 * @param body rows, each as long as the head
 */
record Rows(List<String> head, List<List<String>> body) {

    Rows {
        head = List.copyOf(head);
        body = List.copyOf(body);
    }

    /** Columns padded with spaces. */
    String plain() {
        int[] widths = new int[head.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(head);
        all.addAll(body);
        for (List<String> row : all) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], row.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                line.append(row.get(c));
                line.append(" ".repeat(widths[c] - row.get(c).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** A table of GitHub's Markdown. */
    String markdown() {
        StringBuilder text = new StringBuilder();
        markdownRow(text, head);
        markdownRow(text, head.stream().map(name -> "---").toList());
        body.forEach(row -> markdownRow(text, row));
        return text.toString();
    }

    /** By RFC 4180, with the first line as header. */
    String csv() {
        StringBuilder text = new StringBuilder();
        csvRow(text, head);
        body.forEach(row -> csvRow(text, row));
        return text.toString();
    }

    private static void markdownRow(StringBuilder text, List<String> row) {
        text.append('|');
        row.forEach(cell -> text.append(' ').append(escaped(cell)).append(" |"));
        text.append('\n');
    }

    /** Words from files come from hosts and tools: none of them may become markup. */
    static String escaped(String cell) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '<' || c == '>' || c == '&') {
                text.append("&#").append((int) c).append(';');
            } else if ("|\\`*_[]".indexOf(c) >= 0) {
                text.append('\\').append(c);
            } else {
                text.append(c < ' ' ? ' ' : c);
            }
        }
        return text.toString();
    }

    private static void csvRow(StringBuilder text, List<String> row) {
        List<String> cells = new ArrayList<>();
        for (String cell : row) {
            boolean quoted = cell.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ');
            cells.add(quoted ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        text.append(String.join(",", cells)).append("\r\n");
    }
}
