package tare.simulators.scenario.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import tare.results.failure.InputError;

/**
 * Reads YAML, of which JSON is a part, into a tree, and notes the line of each value. Anchors are
 * not followed: a small file could become a large one.
 */
final class YamlTree {

    private static final YAMLFactory FACTORY = YAMLFactory.builder().build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int DEEPEST = 16;

    private final JsonParser parser;
    private final String file;
    private final Places places;

    private YamlTree(JsonParser parser, String file, Places places) {
        this.parser = parser;
        this.file = file;
        this.places = places;
    }

    /**
     * The one document in the text, an object.
     *
     * @throws InputError if it is no YAML, or something else
     */
    static ObjectNode read(String text, String file, Places places) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            YamlTree tree = new YamlTree(parser, file, places);
            parser.nextToken();
            JsonNode root = tree.value("", 0);
            if (!(root instanceof ObjectNode object)) {
                throw tree.wrong("it is no list of keys with values");
            }
            if (parser.nextToken() != null) {
                throw tree.wrong("a second document follows");
            }
            return object;
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new InputError(
                    "the scenario cannot be read",
                    file + line,
                    e.getOriginalMessage(),
                    "mend it: 'tare simulate --show NAME' prints one that is right",
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value as users write it behind {@code --set key=}. */
    static JsonNode value(String text, String option) {
        // A list may be written without its brackets.
        boolean list = text.contains(",") && !text.contains("[") && !text.contains("{");
        String yaml = "value: " + (list ? "[" + text + "]" : text);
        JsonNode value = read(yaml, option, new Places(option)).get("value");
        return value == null ? NODES.nullNode() : value;
    }

    private JsonNode value(String path, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw wrong("it is nested too deeply");
        }
        JsonToken token = parser.currentToken();
        if (token == null) {
            return NODES.nullNode();
        }
        places.put(path, "line " + parser.currentTokenLocation().getLineNr());
        return switch (token) {
            case START_OBJECT -> object(path, depth);
            case START_ARRAY -> array(path, depth);
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw wrong("anchors and references are not followed");
        };
    }

    private ObjectNode object(String path, int depth) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            String below = path.isEmpty() ? key : path + "." + key;
            if (object.has(key)) {
                throw wrong("the key '" + key + "' is there twice");
            }
            parser.nextToken();
            object.set(key, value(below, depth + 1));
        }
        return object;
    }

    private ArrayNode array(String path, int depth) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == null) {
                throw wrong("a list does not end");
            }
            array.add(value(path + "." + array.size(), depth + 1));
        }
        return array;
    }

    private InputError wrong(String why) {
        return new InputError(
                "the scenario cannot be read",
                file + ", line " + parser.currentLocation().getLineNr(),
                why,
                "mend it: 'tare simulate --show NAME' prints one that is right");
    }
}
