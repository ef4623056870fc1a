package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/** What a text leaves out, written into its tree. */
final class Defaults {

    private Defaults() {}

    /** Every default of scenarios of placement. */
    static ObjectNode all() {
        return ScenarioKind.tree(ScenarioFiles.DEFAULTS);
    }

    /** What an object does not say is as in the template. */
    static void fill(JsonNode node, JsonNode template) {
        if (node instanceof ObjectNode object) {
            template.properties()
                    .forEach(
                            entry -> {
                                if (!object.hasNonNull(entry.getKey())) {
                                    object.set(entry.getKey(), entry.getValue().deepCopy());
                                }
                            });
        }
    }

    /** Does so with each entry of a list. */
    static void each(JsonNode list, Consumer<JsonNode> action) {
        if (list instanceof ArrayNode) {
            list.forEach(action);
        }
    }

    /** The parts of a workload. */
    static void fillParts(JsonNode parts, JsonNode templates) {
        each(
                parts,
                part -> {
                    if (part.hasNonNull("trace")) {
                        fill(part.path("trace"), templates.path("trace"));
                        fill(part.path("trace").path("machine"), templates.at("/trace/machine"));
                    } else {
                        fill(part, templates.path("part"));
                        each(part.path("sizes"), size -> fill(size, templates.path("size")));
                    }
                });
    }
}
