package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tare.results.failure.Spelling;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.catalogue.Amount;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.Published;

/**
 * Puts figures in the place of names: those that were measured where there are any, else those that
 * others have published.
 */
final class Technologies {

    private final Calibration calibration;
    private final Places places;

    Technologies(Calibration calibration, Places places) {
        this.calibration = calibration;
        this.places = places;
    }

    /** Replaces the names in a scenario's list, and adds what else was measured. */
    void resolve(ObjectNode scenario) {
        JsonNode list = scenario.path("technologies");
        if (!(list instanceof ArrayNode technologies)) {
            return; // The reader says what is wrong.
        }
        for (int i = 0; i < technologies.size(); i++) {
            String path = "technologies." + i;
            JsonNode each = technologies.get(i);
            if (each.isTextual()) {
                technologies.set(i, named(each.asText(), path));
            } else if (each instanceof ObjectNode object) {
                resolve(object, path);
            }
        }
        if (scenario.path("measured").asBoolean(false)) {
            Set<String> there = new TreeSet<>();
            technologies.forEach(each -> there.add(each.path("name").asText()));
            for (Calibration.Measured each : calibration.technologies()) {
                if (!there.contains(each.name())) {
                    technologies.add(named(each.name(), "technologies"));
                }
            }
        }
        scenario.put("measured", false);
    }

    private void resolve(ObjectNode technology, String path) {
        JsonNode inner = technology.remove("inner");
        if (inner != null) {
            ObjectNode of = named(inner.asText(), path + ".inner");
            for (String key : List.of("memory", "low", "high", "labels", "source")) {
                if (of.has(key)) {
                    technology.set(key, of.get(key));
                }
            }
            technology.put("class", BackendClass.STACKED.id());
        }
        if (technology.path("inside") instanceof ObjectNode inside) {
            JsonNode outer = inside.remove("technology");
            if (outer != null) {
                ObjectNode of = named(outer.asText(), path + ".inside.technology");
                inside.set("overhead", of.get("memory"));
                for (String key : List.of("low", "high")) {
                    if (of.has(key)) {
                        inside.set(key, of.get(key));
                    }
                }
                technology.put(
                        "source",
                        technology.path("source").asText() + "; " + of.path("source").asText());
                technology.set("labels", both(technology.path("labels"), of.path("labels")));
            }
        }
    }

    private ArrayNode both(JsonNode some, JsonNode others) {
        Set<Label> labels = new TreeSet<>();
        for (JsonNode list : List.of(some, others)) {
            list.forEach(id -> label(id.asText()).ifPresent(labels::add));
        }
        labels.add(Label.STACKED);
        return array(labels);
    }

    private ObjectNode named(String name, String path) {
        Optional<Calibration.Measured> measured = calibration.named(name);
        if (measured.isPresent()) {
            Calibration.Measured found = measured.get();
            return technology(
                    name, found.backendClass(), found.memory(), found.labels(), "measured");
        }
        Published found =
                Published.named(name).orElseThrow(() -> places.error(path, why(name), known(name)));
        Set<Label> labels = found.memory().bytes() == 0 ? new TreeSet<>() : Set.of(Label.PUBLISHED);
        return technology(
                name,
                found.backendClass(),
                found.memory(),
                labels,
                found.source() + " (" + found.hardware() + ")");
    }

    private static String why(String name) {
        return "'" + name + "' is no technology of the catalogue, and was not measured";
    }

    private String known(String name) {
        List<String> names = new ArrayList<>();
        Published.all().forEach(each -> names.add(each.name()));
        calibration.technologies().forEach(each -> names.add(each.name()));
        return Spelling.remedy(name, names) + " Or give its figures: {name: ..., memory: ...}";
    }

    private static ObjectNode technology(
            String name,
            BackendClass backendClass,
            Amount memory,
            Set<Label> labels,
            String source) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", name);
        node.put("class", backendClass.id());
        node.put("memory", memory.bytes() + " B");
        if (memory.uncertain()) {
            node.put("low", memory.lowBytes() + " B");
            node.put("high", memory.highBytes() + " B");
        }
        node.set("labels", array(labels));
        node.put("source", source);
        return node;
    }

    private static ArrayNode array(Set<Label> labels) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        labels.forEach(label -> array.add(label.id()));
        return array;
    }

    static Optional<Label> label(String id) {
        return List.of(Label.values()).stream().filter(each -> each.id().equals(id)).findFirst();
    }
}
