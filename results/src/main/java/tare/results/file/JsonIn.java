package tare.results.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from front to back in bounded memory. Whatever is not as expected is a {@link
 * Mismatch} that says where; fields that nobody knows are passed over and counted.
 */
public final class JsonIn {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_NUMBER = 64;

    /** Longer documents are refused, whatever the file's size claims: no run makes one. */
    static final long LARGEST_BYTES = 256L << 20;

    /** Every name, value and bracket, used or passed over: bounds the time. */
    private static final long MOST_TOKENS = 60_000_000;

    /** Fields and elements that are not samples, each some hundred bytes: bounds the memory. */
    private static final int MOST_ELEMENTS = 2_000_000;

    /** Longer files of any kind are refused. */
    public static void requirePlausible(Path file) throws IOException {
        ResultReader.requirePlausible(file);
    }

    /** A parser of a stream, within the bounds that result files have. */
    public static JsonParser parser(InputStream stream) throws IOException {
        return FACTORY.createParser(stream);
    }

    /** A generator; digits do not depend on the release of Java. */
    public static JsonGenerator generator(OutputStream stream) throws IOException {
        return FACTORY.createGenerator(stream);
    }

    /** Bounds what a hostile document can make us allocate; duplicates are refused, not merged. */
    static final JsonFactory FACTORY =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEEPEST)
                                    .maxStringLength(SampleCodec.LONGEST_TEXT)
                                    .maxNameLength(LONGEST_NAME)
                                    .maxNumberLength(LONGEST_NUMBER)
                                    .maxDocumentLength(LARGEST_BYTES)
                                    .maxTokenCount(MOST_TOKENS)
                                    .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Java's own digits of a double changed with release 19: these do not.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build();

    /** More complaints tell nobody more. */
    private static final int MOST_COMPLAINTS = 100;

    private final JsonParser parser;
    private final @Nullable List<Complaint> complaints;
    private int unknownFields;
    private int passedOver;
    private int elements;
    private boolean newer;

    public JsonIn(JsonParser parser) {
        this(parser, null);
    }

    /** Reads strictly: what a reader would let pass is added to the list, at most 100 times. */
    JsonIn(JsonParser parser, @Nullable List<Complaint> complaints) {
        this.parser = parser;
        this.complaints = complaints;
    }

    /**
     * Something that is not as the format has it.
     *
     * @param line from 1
     * @param column from 1
     * @param pointer JSON Pointer of where it is
     * @param reason in a sentence without a full stop
     */
    record Complaint(long line, long column, String pointer, String reason) {}

    /** From here on words that are not known are a newer Tare's. */
    void newer() {
        newer = true;
    }

    /** Whether words that are not known are a newer Tare's. */
    boolean isNewer() {
        return newer;
    }

    /** Counts something as unknown that a newer Tare wrote. */
    void passOver() {
        passedOver++;
    }

    /** How much was counted so. */
    int passedOver() {
        return passedOver;
    }

    /** Whether it is read strictly. */
    boolean strict() {
        return complaints != null;
    }

    /** Where it is read strictly: something is wrong with what was read last. */
    void complain(String reason) {
        if (complaints != null) {
            complaints.add(here(reason));
            if (complaints.size() >= MOST_COMPLAINTS) {
                throw new Mismatch("too much is wrong to go on");
            }
        }
    }

    /** A complaint about what was read last. */
    Complaint here(String reason) {
        JsonLocation at = parser.currentTokenLocation();
        return new Complaint(
                at.getLineNr(),
                at.getColumnNr(),
                parser.getParsingContext().pathAsPointer().toString(),
                reason);
    }

    /** Reads one field's value; false if the field is not known. */
    public interface Field {
        boolean read(String name) throws IOException;
    }

    /** Reads one element. */
    public interface Element {
        void read() throws IOException;
    }

    /** Something in the document that is not as it must be. */
    public static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Mismatch(String message) {
            super(message);
        }
    }

    int unknownFields() {
        return unknownFields;
    }

    /** Line, column and path of what was read last. */
    public String where() {
        JsonLocation at = parser.currentTokenLocation();
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + pointer();
    }

    /** The path of what was read last, as a JSON Pointer (RFC 6901). */
    String pointer() {
        return ", at " + parser.getParsingContext().pathAsPointer();
    }

    /** Moves to the document's first token. */
    public void begin() throws IOException {
        parser.nextToken();
    }

    /** Requires that nothing follows. */
    public void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new Mismatch("something follows the end of the document");
        }
    }

    /** Reads an object whose first token is current. */
    public void object(Field field) throws IOException {
        object(field, List.of());
    }

    /**
     * Reads an object whose first token is current.
     *
     * @param needed the fields that the format asks for; only a strict reading looks for them
     */
    void object(Field field, List<String> needed) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        Set<String> missing = new LinkedHashSet<>(strict() ? needed : List.of());
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            count();
            missing.remove(name);
            if (!field.read(name)) {
                unknownFields++;
                complain("the format has no field '" + name + "' here");
                parser.skipChildren();
            }
        }
        expect(JsonToken.END_OBJECT, "the end of an object");
        missing.forEach(name -> complain("the field '" + name + "' is missing"));
    }

    /** Reads an array whose first token is current. */
    public void array(Element element) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw new Mismatch("the document ends inside an array");
            }
            count();
            element.read();
        }
    }

    /** Reads an array of at most so many numbers, whose first token is current. */
    public double[] numbers(int most) throws IOException {
        expect(JsonToken.START_ARRAY, "an array");
        double[] numbers = new double[64];
        int count = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (count == most) {
                throw new Mismatch("more than " + most + " numbers");
            }
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * count);
            }
            numbers[count++] = number();
        }
        return Arrays.copyOf(numbers, count);
    }

    public String string() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    /** A string that the format does not let be empty. */
    String filled() throws IOException {
        String text = string();
        if (text.isEmpty()) {
            complain("it is empty");
        }
        return text;
    }

    public int integer() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    public long longInteger() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getLongValue();
    }

    public double number() throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null || !token.isNumeric()) {
            throw new Mismatch("a number is expected, found " + token);
        }
        double value = parser.getDoubleValue();
        if (!Double.isFinite(value)) {
            throw new Mismatch("a number is too large");
        }
        return value;
    }

    public List<String> strings() throws IOException {
        List<String> strings = new ArrayList<>();
        array(() -> strings.add(filled()));
        return strings;
    }

    public SortedMap<String, String> map() throws IOException {
        SortedMap<String, String> map = new TreeMap<>();
        object(
                name -> {
                    map.put(name, string());
                    return true;
                });
        return map;
    }

    /** Whether the value is a number; others have a way of writing what is none. */
    public boolean atNumber() {
        JsonToken token = parser.currentToken();
        return token != null && token.isNumeric();
    }

    /** Whether an object begins here. */
    public boolean atObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    /** Passes over the value. */
    public void pass() throws IOException {
        parser.skipChildren();
    }

    private void count() {
        if (++elements > MOST_ELEMENTS) {
            throw new Mismatch("more than " + MOST_ELEMENTS + " fields and elements");
        }
    }

    private void expect(JsonToken token, String words) throws IOException {
        if (parser.currentToken() != token) {
            JsonToken found = parser.currentToken();
            throw new Mismatch(
                    words
                            + " is expected, found "
                            + (found == null ? "the end of the document" : found.toString()));
        }
    }

    /** A field that must be there. */
    public static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new Mismatch("the field '" + name + "' is missing");
        }
        return value;
    }
}
