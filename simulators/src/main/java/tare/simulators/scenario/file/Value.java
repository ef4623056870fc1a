package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tare.results.failure.InputError;
import tare.results.failure.Spelling;

/** A value of a scenario with its path: each way of reading it says what is wrong with it. */
final class Value {

    private static final Map<String, Long> BYTES =
            Map.of(
                    "b",
                    1L,
                    "kb",
                    1000L,
                    "mb",
                    1_000_000L,
                    "gb",
                    1_000_000_000L,
                    "tb",
                    1_000_000_000_000L,
                    "kib",
                    1L << 10,
                    "mib",
                    1L << 20,
                    "gib",
                    1L << 30,
                    "tib",
                    1L << 40);
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns",
                    1L,
                    "us",
                    1000L,
                    "ms",
                    1_000_000L,
                    "s",
                    1_000_000_000L,
                    "min",
                    60_000_000_000L,
                    "h",
                    3_600_000_000_000L,
                    "d",
                    86_400_000_000_000L);

    /** 4 PiB, as much as a host may have. */
    private static final long MOST_BYTES = 1L << 52;

    /** A hundred years. */
    private static final long MOST_NANOS = 3_155_760_000L * 1_000_000_000L;

    /** A million cores. */
    private static final long MOST_CPU_MILLIS = 1_000_000_000L;

    private final Places places;
    private final String path;
    private final JsonNode node;

    Value(Places places, String path, JsonNode node) {
        this.places = places;
        this.path = path;
        this.node = node;
    }

    InputError error(String why, String remedy) {
        return places.error(path, why, remedy);
    }

    boolean isText() {
        return node.isTextual();
    }

    boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** What stands at a key; reading it fails if nothing does. */
    Value get(String key) {
        JsonNode child = node.path(key);
        return new Value(places, below(key), child.isNull() ? MissingNode.getInstance() : child);
    }

    /** This object, of which only these keys are known. */
    Value only(String... keys) {
        if (!node.isObject()) {
            throw error("it is not a list of keys with values", "write key: value");
        }
        List<String> known = Arrays.asList(keys);
        node.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                throw places.error(
                                        below(key),
                                        "there is no key '" + key + "' here",
                                        Spelling.remedy(key, known));
                            }
                        });
        return this;
    }

    /** The elements of a list. */
    List<Value> list() {
        if (!node.isArray()) {
            throw error(absent() ? "it is missing" : "it is no list", "write [ ... ]");
        }
        List<Value> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new Value(places, path + "." + i, node.get(i)));
        }
        return elements;
    }

    /** A list with at least one element. */
    List<Value> someList() {
        List<Value> elements = list();
        if (elements.isEmpty()) {
            throw error("the list is empty", "give at least one");
        }
        return elements;
    }

    /** The elements of a list that is not empty, or the one value that stands in place of it. */
    List<Value> oneOrMore() {
        return node.isArray() ? someList() : List.of(this);
    }

    /** Writes something down in this object. */
    void put(String key, String text) {
        if (node instanceof ObjectNode object) {
            object.put(key, text);
        }
    }

    /** The value as JSON in one line. */
    String json() {
        return node.toString();
    }

    /** An object's values as text. */
    Map<String, String> texts() {
        Map<String, String> texts = new TreeMap<>();
        only(keys());
        node.fieldNames().forEachRemaining(key -> texts.put(key, get(key).text()));
        return texts;
    }

    String text() {
        if (!node.isValueNode() || node.isNull()) {
            throw error(absent() ? "it is missing" : "it is not one word or text", "give a text");
        }
        return node.asText();
    }

    /** One of these words. */
    String word(List<String> words) {
        String word = text();
        if (!words.contains(word)) {
            throw error("'" + word + "' means nothing here", Spelling.remedy(word, words));
        }
        return word;
    }

    boolean truth() {
        if (!node.isBoolean()) {
            throw error(absent() ? "it is missing" : "it is not true or false", "true or false");
        }
        return node.booleanValue();
    }

    /** A whole number in a range, both ends included. */
    long whole(long least, long most) {
        BigDecimal number = number();
        boolean inside =
                number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        if (!inside || number.stripTrailingZeros().scale() > 0) {
            throw error(
                    shown() + " is not a whole number from " + least + " to " + most,
                    "choose one in that range");
        }
        return number.longValueExact();
    }

    /** Thousandths of a core from a number of cores, rounded up. */
    int cpuMillis() {
        return (int) scaled(number(), 1000, MOST_CPU_MILLIS, "cores");
    }

    /** Bytes from a number with a unit, rounded up. */
    long bytes() {
        return withUnit(BYTES, MOST_BYTES, "64 GiB");
    }

    /** Nanoseconds from a number with a unit, rounded up. */
    long nanos() {
        return withUnit(NANOS, MOST_NANOS, "5 min");
    }

    private long withUnit(Map<String, Long> units, long most, String example) {
        if (node.isNumber() && number().signum() == 0) {
            return 0;
        }
        String text = text().trim();
        int end = 0;
        while (end < text.length() && "0123456789.eE+-".indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        // An exponent swallows no unit: E is none of their first letters.
        @Nullable Long unit = units.get(text.substring(end).trim().toLowerCase(Locale.ROOT));
        if (unit == null || end == 0) {
            throw error(
                    "'" + text + "' is no number with a unit",
                    "for example "
                            + example
                            + "; units are "
                            + String.join(", ", new TreeMap<>(units).keySet()));
        }
        return scaled(decimal(text.substring(0, end)), unit, most, text.substring(end).trim());
    }

    private long scaled(BigDecimal amount, long unit, long most, String name) {
        BigDecimal whole =
                amount.multiply(BigDecimal.valueOf(unit)).setScale(0, RoundingMode.CEILING);
        if (amount.signum() < 0 || whole.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw error(
                    shown() + " is out of range",
                    "0 to " + most / unit + " " + name + " are possible");
        }
        return whole.longValueExact();
    }

    /** A number that is not absurd: exact arithmetic on 1e999999999 would not end. */
    private BigDecimal number() {
        if (!node.isNumber()) {
            throw error(absent() ? "it is missing" : shown() + " is no number", "give a number");
        }
        return decimal(node.asText());
    }

    /** A number of any kind. */
    double real(double least, double most) {
        double value = number().doubleValue();
        if (!(value >= least && value <= most)) {
            throw error(
                    shown() + " is out of range", "from " + least + " to " + most + " is possible");
        }
        return value;
    }

    private BigDecimal decimal(String text) {
        try {
            BigDecimal decimal = new BigDecimal(text);
            if (Math.abs((long) decimal.scale()) <= 100 && decimal.precision() <= 100) {
                return decimal;
            }
        } catch (NumberFormatException e) {
            InputError error = error("'" + text + "' is no number", "give a number");
            error.addSuppressed(e);
            throw error;
        }
        throw error("'" + text + "' is no number of this world", "give a smaller one");
    }

    private boolean absent() {
        return node.isMissingNode() || node.isNull();
    }

    private String shown() {
        String text = node.asText();
        return text.length() > 40 ? text.substring(0, 40) + "..." : text;
    }

    private String[] keys() {
        List<String> keys = new ArrayList<>();
        node.fieldNames().forEachRemaining(keys::add);
        return keys.toArray(new String[0]);
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
