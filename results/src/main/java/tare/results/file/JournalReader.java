package tare.results.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.model.Step;

/**
 * Reads the file of an unfinished run, line by line. A last line without its end was being written
 * when the run was killed; any other damage is an error.
 */
final class JournalReader {

    /** Longer lines are refused: a step's samples are encoded and do not come near. */
    private static final int LONGEST_LINE = 64 << 20;

    private final Path file;
    private int number;
    private long whole;
    private long torn;
    private int unknownFields;

    /**
     * What a file holds.
     *
     * @param wholeBytes length of its whole lines
     * @param tornBytes length of a last line without its end
     * @param unknownFields fields that this Tare does not know
     */
    record Content(
            RunHeader header,
            List<JournalLines.Line> lines,
            long wholeBytes,
            long tornBytes,
            int unknownFields) {}

    private JournalReader(Path file) {
        this.file = file;
    }

    /**
     * @throws InputError if the file is missing, or damaged before its last line
     */
    static Content read(Path file) {
        try {
            ResultReader.requirePlausible(file);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                return read(in, file);
            }
        } catch (IOException e) {
            throw damaged(file, e.toString(), e);
        }
    }

    /** Reads a stream; the file is named in errors. */
    static Content read(InputStream in, Path file) throws IOException {
        return new JournalReader(file).read(in);
    }

    private Content read(InputStream in) throws IOException {
        byte[] first = line(in);
        if (first == null) {
            throw damaged(file, "it ends before its first line does: nothing was measured", null);
        }
        RunHeader header = parse(first, JournalLines::header);
        List<JournalLines.Line> lines = new ArrayList<>();
        Set<Step> seen = new HashSet<>();
        for (byte[] bytes = line(in); bytes != null; bytes = line(in)) {
            JournalLines.Line line = parse(bytes, JournalLines::record);
            if (line.step() != null && !seen.add(line.step())) {
                throw damaged(file, where() + ": the step was done before", null);
            }
            lines.add(line);
        }
        return new Content(header, lines, whole, torn, unknownFields);
    }

    /** The next whole line, or none. */
    private byte @Nullable [] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        number++;
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n') {
                whole += line.size() + 1L;
                return line.toByteArray();
            }
            if (line.size() == LONGEST_LINE) {
                throw damaged(file, where() + ": it is longer than any step makes it", null);
            }
            line.write(b);
        }
        torn = line.size();
        return null;
    }

    private interface Parser<T> {
        T parse(JsonIn in) throws IOException;
    }

    private <T> T parse(byte[] line, Parser<T> content) {
        try (JsonParser parser = JsonIn.FACTORY.createParser(line)) {
            JsonIn in = new JsonIn(parser);
            try {
                in.begin();
                T value = content.parse(in);
                in.end();
                unknownFields += in.unknownFields();
                return value;
            } catch (JsonProcessingException e) {
                throw damaged(file, where() + ": " + e.getOriginalMessage() + in.pointer(), e);
            } catch (JsonIn.Mismatch | Words.UnknownWord | IllegalArgumentException e) {
                throw damaged(file, where() + ": " + e.getMessage() + in.pointer(), e);
            }
        } catch (IOException e) {
            throw damaged(file, where() + ": " + e.getMessage(), e);
        }
    }

    private String where() {
        return "line " + number;
    }

    private static InputError damaged(Path file, String why, @Nullable Exception cause) {
        return new InputError(
                "this is no unfinished run of Tare",
                file.toString(),
                why,
                "start a new run with another --out DIR",
                cause);
    }
}
