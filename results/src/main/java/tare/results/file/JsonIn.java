package tare.results.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from front to back in bounded memory. Whatever is not as expected is a {@link
 * Mismatch} that says where; fields that nobody knows are passed over and counted.
 */
final class JsonIn {

    private static final int DEEPEST = 32;
    private static final int LONGEST_NAME = 10_000;
    private static final int LONGEST_NUMBER = 64;

    /** Longer documents are refused, whatever the file's size claims: no run makes one. */
    static final long LARGEST_BYTES = 256L << 20;

    /** Every name, value and bracket, used or passed over: bounds the time. */
    private static final long MOST_TOKENS = 60_000_000;

    /** Fields and elements that are not samples, each some hundred bytes: bounds the memory. */
    private static final int MOST_ELEMENTS = 2_000_000;

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

    private final JsonParser parser;
    private int unknownFields;
    private int elements;

    JsonIn(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads one field's value; false if the field is not known. */
    interface Field {
        boolean read(String name) throws IOException;
    }

    /** Reads one element. */
    interface Element {
        void read() throws IOException;
    }

    /** Something in the document that is not as it must be. */
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message);
        }
    }

    int unknownFields() {
        return unknownFields;
    }

    /** Line, column and path of what was read last. */
    String where() {
        JsonLocation at = parser.currentTokenLocation();
        return "line " + at.getLineNr() + ", column " + at.getColumnNr() + pointer();
    }

    /** The path of what was read last, as a JSON Pointer (RFC 6901). */
    String pointer() {
        return ", at " + parser.getParsingContext().pathAsPointer();
    }

    /** Moves to the document's first token. */
    void begin() throws IOException {
        parser.nextToken();
    }

    /** Requires that nothing follows. */
    void end() throws IOException {
        if (parser.nextToken() != null) {
            throw new Mismatch("something follows the end of the document");
        }
    }

    /** Reads an object whose first token is current. */
    void object(Field field) throws IOException {
        expect(JsonToken.START_OBJECT, "an object");
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            count();
            if (!field.read(name)) {
                unknownFields++;
                parser.skipChildren();
            }
        }
        expect(JsonToken.END_OBJECT, "the end of an object");
    }

    /** Reads an array whose first token is current. */
    void array(Element element) throws IOException {
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
    double[] numbers(int most) throws IOException {
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

    String string() throws IOException {
        expect(JsonToken.VALUE_STRING, "a string");
        return parser.getText();
    }

    int integer() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getIntValue();
    }

    long longInteger() throws IOException {
        expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
        return parser.getLongValue();
    }

    double number() throws IOException {
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

    List<String> strings() throws IOException {
        List<String> strings = new ArrayList<>();
        array(() -> strings.add(string()));
        return strings;
    }

    SortedMap<String, String> map() throws IOException {
        SortedMap<String, String> map = new TreeMap<>();
        object(
                name -> {
                    map.put(name, string());
                    return true;
                });
        return map;
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
    static <T> T required(@Nullable T value, String name) {
        if (value == null) {
            throw new Mismatch("the field '" + name + "' is missing");
        }
        return value;
    }
}
