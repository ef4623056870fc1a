package tare.simulators.trace.text;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tare.simulators.trace.Place;
import tare.simulators.trace.Source;

/**
 * A table in text, read line by line. A byte order mark and either kind of line end are skipped.
 */
final class Table {

    /** Longer fields are no trace's: a quote is missing, or it is another kind of file. */
    private static final int LONGEST_FIELD = 1 << 20;

    private final Source source;
    private final char separator;

    Table(Source source, char separator) {
        this.source = source;
        this.separator = separator;
    }

    /** Gives each line; empty ones are skipped. */
    void lines(Consumer<Line> consumer) {
        read(null, consumer);
    }

    /**
     * Gives each line after the header to what is made of the header.
     *
     * @throws tare.results.failure.InputError also where there is no line at all
     */
    void linesBelow(Function<Header, Consumer<Line>> start) {
        read(start, line -> {});
    }

    private void read(@Nullable Function<Header, Consumer<Line>> start, Consumer<Line> plain) {
        long line = 0;
        try (InputStream in = source.openPlain();
                CsvReader<CsvRecord> reader = reader(in)) {
            Consumer<Line> consumer = plain;
            Iterator<CsvRecord> records = reader.iterator();
            boolean first = true;
            while (records.hasNext()) {
                CsvRecord csv = records.next();
                line = csv.getStartingLineNumber();
                Line next = new Line(csv, Place.line(source.name(), line));
                if (first && start != null) {
                    consumer = start.apply(new Header(next));
                } else {
                    consumer.accept(next);
                }
                first = false;
            }
            if (first && start != null) {
                throw Place.file(source.name())
                        .error("it is empty", "give a file with a header and lines");
            }
        } catch (CsvParseException e) {
            throw Place.line(source.name(), line + 1)
                    .error("it is no table: " + e.getMessage(), "is it text, and whole?", e);
        } catch (UncheckedIOException e) {
            throw unreadable(line, e.getCause() == null ? new IOException(e) : e.getCause());
        } catch (IOException e) {
            throw unreadable(line, e);
        }
    }

    private RuntimeException unreadable(long line, IOException e) {
        Place place = line == 0 ? Place.file(source.name()) : Place.line(source.name(), line + 1);
        return place.error(
                "reading failed: " + e, "is the path right, and the file whole and readable?", e);
    }

    private CsvReader<CsvRecord> reader(InputStream in) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .commentStrategy(CommentStrategy.NONE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .skipEmptyLines(true)
                .detectBomHeader(true)
                .maxBufferSize(LONGEST_FIELD)
                .ofCsvRecord(in, StandardCharsets.UTF_8);
    }
}
