package tare.simulators.scenario.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.results.failure.InputError;
import tare.simulators.scenario.MotionScenario;

/** Scenarios of a fleet in motion, by name or from files; they say {@code model: motion}. */
public final class MotionFiles {

    private static final String MODEL = "model";
    private static final String MOTION = "motion";
    private static final List<String> SHIPPED = List.of("dynamic-consolidation");
    private static final String PLACE = "/tare/simulators/scenario/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private MotionFiles() {}

    /**
     * A scenario with everything that it rests on.
     *
     * @param text the same, whole, in one line, defaults written out
     */
    public record Loaded(MotionScenario scenario, String text) {}

    /** Names of the scenarios of this kind that come with Tare. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /** What a shipped scenario says. */
    public static String text(String name) {
        return resource(name + ".yaml");
    }

    /** What a shipped scenario asks. */
    public static String question(String name) {
        return YamlTree.read(text(name), name, new Places(name)).path("question").asText();
    }

    /** Whether a text, JSON in one line as results hold it, is of this kind. */
    public static boolean isMotion(String text) {
        return isMotion(YamlTree.read(text, "the result's scenario", new Places("")));
    }

    private static boolean isMotion(JsonNode tree) {
        return tree.path(MODEL).asText().equals(MOTION);
    }

    /**
     * A scenario of this kind by its name or from a file.
     *
     * @return empty if the name means another scenario, or none
     * @throws InputError if it is of this kind and means nothing
     */
    public static Optional<Loaded> load(String nameOrFile, Map<String, String> settings) {
        if (SHIPPED.contains(nameOrFile)) {
            return Optional.of(read(text(nameOrFile), nameOrFile, settings));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        String text;
        try {
            text = Files.readString(file);
        } catch (IOException e) {
            // Whoever reads scenarios of the other kind says so.
            return Optional.empty();
        }
        return isMotion(YamlTree.read(text, nameOrFile, new Places(nameOrFile)))
                ? Optional.of(read(text, nameOrFile, settings))
                : Optional.empty();
    }

    /** A scenario from the text that a result file holds. */
    public static Loaded reload(String text, Map<String, String> settings) {
        return read(text, "the result's scenario", settings);
    }

    private static Loaded read(String text, String file, Map<String, String> settings) {
        Places places = new Places(file);
        ObjectNode tree = YamlTree.read(text, file, places);
        withDefaults(tree);
        Overrides.apply(tree, settings, places);
        withDefaults(tree);
        try {
            MotionScenario scenario = new MotionReader(new Value(places, "", tree)).read();
            return new Loaded(scenario, MAPPER.writeValueAsString(tree));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void withDefaults(ObjectNode tree) {
        String name = SHIPPED.get(0);
        YamlTree.read(text(name), name, new Places(name))
                .properties()
                .forEach(
                        entry -> {
                            if (!tree.hasNonNull(entry.getKey())) {
                                tree.set(entry.getKey(), entry.getValue().deepCopy());
                            }
                        });
    }

    private static String resource(String name) {
        try (InputStream in = MotionFiles.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
