package tare.results.foreign;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of CSV by RFC 4180, one at a time, none longer than is allowed. */
final class CsvRows {

    private final Reader reader;
    private final int longest;
    private int line = 1;
    private boolean ended;

    CsvRows(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /** The line that was read last, from 1. */
    int line() {
        return line;
    }

    /**
     * The next row; null after the last.
     *
     * @throws Gathering.Unusable for a row that is too long, or quotes that do not end
     */
    @Nullable List<String> next() throws IOException {
        if (ended) {
            return null;
        }
        List<String> row = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        int length = 0;
        while (true) {
            int c = reader.read();
            if (++length > longest) {
                throw new Gathering.Unusable("a row is longer than " + longest + " characters");
            }
            if (c < 0) {
                ended = true;
                if (quoted) {
                    throw new Gathering.Unusable("a quotation does not end");
                }
                if (row.isEmpty() && field.length() == 0 && !wasQuoted) {
                    return null;
                }
                row.add(field.toString());
                return row;
            }
            line += c == '\n' ? 1 : 0;
            if (quoted) {
                if (c == '"') {
                    quoted = false;
                } else {
                    field.append((char) c);
                }
            } else if (c == '"') {
                if (wasQuoted) {
                    field.append('"');
                }
                quoted = true;
                wasQuoted = true;
            } else if (c == ',') {
                row.add(field.toString());
                field.setLength(0);
                wasQuoted = false;
            } else if (c == '\n') {
                row.add(field.toString());
                return row;
            } else if (c != '\r') {
                field.append((char) c);
            }
        }
    }
}
