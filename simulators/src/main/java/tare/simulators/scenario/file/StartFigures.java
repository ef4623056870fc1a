package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tare.results.model.Label;
import tare.simulators.catalogue.PublishedStart;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.storm.StartTimes;

/**
 * Writes out how long each technology's starts take, and what work costs inside: as measured, else
 * as published; nothing where nobody knows.
 */
final class StartFigures {

    private final StartCalibration calibration;

    StartFigures(StartCalibration calibration) {
        this.calibration = calibration;
    }

    /** Adds what the file does not say itself. */
    void resolve(ObjectNode tree) {
        ArrayNode starts = list(tree, "starts");
        ArrayNode factors = list(tree, "cpuFactors");
        Set<String> timed = named(starts);
        Set<String> weighed = named(factors);
        for (JsonNode technology : tree.path("technologies")) {
            String name = technology.path("name").asText();
            if (!timed.contains(name)) {
                Optional<StartTimes> found = calibration.named(name);
                found.or(() -> PublishedStart.named(name))
                        .ifPresent(times -> starts.add(node(times)));
            }
            Double factor = calibration.factors().get(name);
            if (!weighed.contains(name) && factor != null) {
                ObjectNode node = factors.addObject();
                node.put("technology", name);
                node.put("factor", factor);
                node.put("source", "measured: geometric mean of overhead.ratio");
            }
        }
    }

    private static ArrayNode list(ObjectNode tree, String key) {
        return tree.path(key) instanceof ArrayNode list ? list : tree.putArray(key);
    }

    private static Set<String> named(ArrayNode list) {
        Set<String> names = new HashSet<>();
        list.forEach(each -> names.add(each.path("technology").asText()));
        return names;
    }

    static ObjectNode node(StartTimes times) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("technology", times.name());
        node.put("class", times.backendClass().id());
        ArrayNode nanos = node.putArray("nanos");
        times.nanos().forEach(each -> nanos.add(Math.round(each)));
        node.put("cpu", times.cpuShare());
        ArrayNode curve = node.putArray("curve");
        for (StartTimes.Point point : times.curve()) {
            curve.addArray().add(point.running()).add(point.factor());
        }
        node.put("cores", times.measuredCores());
        ArrayNode labels = node.putArray("labels");
        for (Label label : times.labels()) {
            labels.add(label.id());
        }
        node.put("source", times.source());
        return node;
    }
}
