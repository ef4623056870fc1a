package tare.harness.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import tare.harness.backend.Availability;
import tare.harness.run.Candidate;
import tare.results.model.HostFacts;
import tare.results.model.Plan;
import tare.results.model.RunResult;
import tare.results.model.Step;
import tare.results.model.Warning;

/** What {@code --json} prints: one document, names as in result files. */
final class Json {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Json() {}

    /** A plan that is not carried out. */
    static String plan(Plan plan, Path output, long estimateNanos) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("output", output.toString());
        root.put("estimateNanos", estimateNanos);
        root.put("seed", plan.seed());
        root.put("profile", plan.profile());
        root.put("rounds", plan.rounds());
        plan.experiments().forEach(root.putArray("experiments")::add);
        plan.backends().forEach(root.putArray("backends")::add);
        ObjectNode parameters = root.putObject("parameters");
        plan.parameters().forEach(parameters::put);
        ArrayNode steps = root.putArray("steps");
        for (Step step : plan.steps()) {
            steps.addObject()
                    .put("round", step.round())
                    .put("order", step.order())
                    .put("experiment", step.experiment())
                    .put("backend", step.backend());
        }
        return text(root);
    }

    /** What a run made. */
    static String made(RunResult result, Path file, Path page, boolean drawn) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("id", result.id());
        root.put("state", result.state().id());
        root.put("result", file.toString());
        if (drawn) {
            root.put("report", page.toString());
        }
        warnings(root, result.warnings());
        return text(root);
    }

    /** The backends of this host. */
    static String backends(List<Candidate> candidates) {
        ArrayNode root = MAPPER.createArrayNode();
        candidates.forEach(candidate -> backend(root.addObject(), candidate));
        return text(root);
    }

    /** Everything that {@code tare doctor} knows. */
    static String doctor(HostFacts facts, List<Candidate> candidates, List<Warning> warnings) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("fingerprint", facts.fingerprint());
        ObjectNode values = root.putObject("facts");
        facts.values().forEach((fact, value) -> values.put(fact.id(), value));
        ArrayNode backends = root.putArray("backends");
        candidates.forEach(candidate -> backend(backends.addObject(), candidate));
        warnings(root, warnings);
        return text(root);
    }

    private static void backend(ObjectNode node, Candidate candidate) {
        node.put("key", candidate.backend().key());
        node.put("class", candidate.backend().backendClass().id());
        node.put("description", candidate.backend().description());
        node.put("channel", candidate.backend().channel());
        node.put("available", candidate.available());
        if (candidate.availability() instanceof Availability.Unavailable absent) {
            node.put("reason", absent.reason());
            node.put("remedy", absent.remedy());
        } else if (candidate.availability() instanceof Availability.Available present) {
            node.put("note", present.note());
            ArrayNode labels = node.putArray("labels");
            candidate.backend().labels().forEach(label -> labels.add(label.id()));
        }
    }

    private static void warnings(ObjectNode root, List<Warning> warnings) {
        ArrayNode array = root.putArray("warnings");
        for (Warning warning : warnings) {
            array.addObject()
                    .put("kind", warning.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .put("sentence", warning.kind().sentence())
                    .put("detail", warning.detail())
                    .put("remedy", warning.kind().remedy());
        }
    }

    private static String text(com.fasterxml.jackson.databind.JsonNode root) {
        try {
            return MAPPER.writeValueAsString(root) + "\n";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
