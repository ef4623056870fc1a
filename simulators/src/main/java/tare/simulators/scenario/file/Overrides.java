package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tare.results.failure.Spelling;
import tare.results.failure.UsageError;

/**
 * {@code --set key=value}: dots lead into objects and lists; without a number, into all of a list.
 */
final class Overrides {

    private Overrides() {}

    /** Sets each key; later those below may be found to mean nothing. */
    static void apply(ObjectNode scenario, Map<String, String> settings, Places places) {
        settings.forEach(
                (key, text) -> {
                    JsonNode value = YamlTree.value(text, "--set " + key);
                    List<String> done = new ArrayList<>();
                    set(scenario, "", List.of(key.split("\\.", -1)), value, done);
                    done.forEach(path -> places.put(path, "--set " + key));
                });
    }

    private static void set(
            JsonNode node, String path, List<String> keys, JsonNode value, List<String> done) {
        String key = keys.get(0);
        List<String> rest = keys.subList(1, keys.size());
        if (node instanceof ObjectNode object) {
            String below = path.isEmpty() ? key : path + "." + key;
            if (rest.isEmpty()) {
                object.set(key, value.deepCopy());
                done.add(below);
            } else if (object.has(key)) {
                set(object.get(key), below, rest, value, done);
            } else {
                List<String> known = new ArrayList<>();
                object.fieldNames().forEachRemaining(known::add);
                throw nowhere(below, Spelling.remedy(key, known));
            }
        } else if (node instanceof ArrayNode array) {
            boolean numbered = key.matches("[0-9]{1,6}");
            if (numbered && Integer.parseInt(key) >= array.size()) {
                throw nowhere(
                        path + "." + key, "the list has " + array.size() + " elements, from 0");
            }
            for (int i = 0; i < array.size(); i++) {
                String below = path + "." + i;
                if (!numbered) {
                    set(array.get(i), below, keys, value, done);
                } else if (i == Integer.parseInt(key)) {
                    element(array, i, below, rest, value, done);
                }
            }
        } else {
            throw nowhere(path + "." + key, "'" + path + "' is one value: set it as a whole");
        }
    }

    private static void element(
            ArrayNode array,
            int i,
            String path,
            List<String> rest,
            JsonNode value,
            List<String> done) {
        if (rest.isEmpty()) {
            array.set(i, value.deepCopy());
            done.add(path);
        } else {
            set(array.get(i), path, rest, value, done);
        }
    }

    private static UsageError nowhere(String path, String remedy) {
        return new UsageError(
                "the scenario has no such key", "--set " + path, "there is nothing there", remedy);
    }
}
