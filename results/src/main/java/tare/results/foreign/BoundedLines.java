package tare.results.foreign;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a text, none longer than is allowed: an endless one would fill the memory. */
final class BoundedLines {

    private final Reader reader;
    private final int longest;
    private boolean ended;

    BoundedLines(Reader reader, int longest) {
        this.reader = reader;
        this.longest = longest;
    }

    /**
     * The next line without its end; null after the last.
     *
     * @throws Gathering.Unusable for one that is too long
     */
    @Nullable String next() throws IOException {
        if (ended) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = reader.read();
            if (c < 0) {
                ended = true;
                return line.length() == 0 ? null : line.toString();
            }
            if (c == '\n') {
                int length = line.length();
                if (length > 0 && line.charAt(length - 1) == '\r') {
                    line.setLength(length - 1);
                }
                return line.toString();
            }
            if (line.length() == longest) {
                throw new Gathering.Unusable("a line is longer than " + longest + " characters");
            }
            line.append((char) c);
        }
    }
}
