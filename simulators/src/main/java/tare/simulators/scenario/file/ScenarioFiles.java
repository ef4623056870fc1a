package tare.simulators.scenario.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.catalogue.Calibration;
import tare.simulators.scenario.Scenario;

/** Scenarios by name or from files, and the whole of one as a text that a result file holds. */
public final class ScenarioFiles {

    /** What runs unless another is named. */
    public static final String USUAL = "consolidation";

    private static final List<String> SHIPPED =
            List.of(
                    USUAL,
                    "kubernetes-on-vms",
                    "native-containers",
                    "forked-fleet",
                    "batch-beside-services",
                    "mesos-frameworks");

    private static final String DEFAULTS = "defaults";
    private static final String PLACE = "/tare/simulators/scenario/";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ScenarioFiles() {}

    /** Names of the scenarios that come with Tare, the usual one first. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /**
     * What a shipped scenario says, or every default where the name is {@code defaults}.
     *
     * @throws UsageError if there is none of that name
     */
    public static String text(String name) {
        if (!SHIPPED.contains(name) && !name.equals(DEFAULTS)) {
            throw new UsageError(
                    "there is no scenario of that name",
                    name,
                    "Tare comes with " + String.join(", ", SHIPPED),
                    Nearest.remedy(name, SHIPPED));
        }
        return resource(name + ".yaml");
    }

    /**
     * A scenario with everything that it rests on.
     *
     * @param scenario what is to be tried
     * @param text the same, whole, in one line: figures in place of names, defaults written out
     */
    public record Loaded(Scenario scenario, String text) {}

    /**
     * A shipped scenario by its name, or one from a file.
     *
     * @param settings of {@code --set}
     * @param calibration figures that were measured
     * @throws UsageError if there is neither
     * @throws InputError if it means nothing
     */
    public static Loaded load(
            String nameOrFile, Map<String, String> settings, Calibration calibration) {
        boolean shipped = SHIPPED.contains(nameOrFile);
        if (!shipped && !Files.exists(Path.of(nameOrFile))) {
            List<String> all =
                    Stream.concat(SHIPPED.stream(), StormFiles.shipped().stream()).toList();
            throw new UsageError(
                    "there is no such scenario",
                    nameOrFile,
                    "no file has that name, and Tare comes with " + String.join(", ", all),
                    Nearest.remedy(nameOrFile, all));
        }
        String text = shipped ? text(nameOrFile) : read(Path.of(nameOrFile));
        return load(text, nameOrFile, plainName(nameOrFile), settings, calibration);
    }

    /** A scenario from the text that a result file holds. */
    public static Loaded reload(String text, Map<String, String> settings) {
        return load(text, "the result's scenario", "again", settings, Calibration.none());
    }

    static Loaded load(
            String text,
            String file,
            String name,
            Map<String, String> settings,
            Calibration calibration) {
        Places places = new Places(file);
        ObjectNode tree = YamlTree.read(text, file, places);
        if (!tree.has("name")) {
            tree.put("name", name);
        }
        withDefaults(tree);
        Overrides.apply(tree, settings, places);
        withDefaults(tree);
        new Technologies(calibration, places).resolve(tree);
        withDefaults(tree);
        Arrays.asList(Keys.TEMPLATES).forEach(tree::remove);
        Scenario scenario = new ScenarioReader(places).read(tree);
        return new Loaded(scenario, line(tree));
    }

    /** Writes out what the scenario does not say itself. */
    private static void withDefaults(ObjectNode tree) {
        ObjectNode defaults = defaults();
        for (String template : Keys.TEMPLATES) {
            if (tree.path(template) instanceof ObjectNode own) {
                fill(own, defaults.path(template));
            }
        }
        defaults.properties()
                .forEach(
                        entry -> {
                            if (!tree.hasNonNull(entry.getKey())) {
                                tree.set(entry.getKey(), entry.getValue().deepCopy());
                            }
                        });
        fill(tree.path("reserved"), defaults.path("reserved"));
        each(tree.path("hosts"), host -> fill(host, tree.path("host")));
        each(tree.path("technologies"), one -> fill(one, tree.path("technology")));
        fillParts(tree.path("workload"), tree);
    }

    private static void fillParts(JsonNode parts, JsonNode templates) {
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

    /** Parts of a workload outside of a scenario, with what scenarios have by default. */
    static void fillParts(JsonNode parts) {
        fillParts(parts, defaults());
    }

    /** Technologies likewise. */
    static void fillTechnologies(ObjectNode tree) {
        JsonNode template = defaults().path("technology");
        each(tree.path("technologies"), one -> fill(one, template));
    }

    /** A tree in one line. */
    static String line(ObjectNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode defaults() {
        return YamlTree.read(resource(DEFAULTS + ".yaml"), DEFAULTS, new Places(DEFAULTS));
    }

    static void each(JsonNode list, java.util.function.Consumer<JsonNode> action) {
        if (list instanceof ArrayNode) {
            list.forEach(action);
        }
    }

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

    private static String plainName(String nameOrFile) {
        Path file = Path.of(nameOrFile).getFileName();
        String name = file == null ? nameOrFile : file.toString();
        return name.replaceFirst("\\.(ya?ml|json)$", "");
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (MalformedInputException e) {
            throw unreadable(file, "it is not text in UTF-8", e);
        } catch (IOException e) {
            throw unreadable(file, e.toString(), e);
        }
    }

    private static InputError unreadable(Path file, String why, IOException e) {
        return new InputError(
                "the scenario cannot be read",
                file.toString(),
                why,
                "is the path right, and the file readable?",
                e);
    }

    static String resource(String name) {
        try (InputStream in = ScenarioFiles.class.getResourceAsStream(PLACE + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
