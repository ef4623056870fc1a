package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tare.results.failure.InputError;
import tare.simulators.catalogue.PublishedStart;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.scenario.StormScenario;
import tare.simulators.storm.StartTimes;

/** Scenarios of starts, {@code boot-storm} and {@code autoscale}: by name, from files, again. */
public final class StormFiles {

    static final String BOOT_STORM = "boot-storm";
    static final String AUTOSCALE = "autoscale";

    private static final List<String> SHIPPED = List.of(BOOT_STORM, AUTOSCALE);
    private static final String KIND = "kind";
    private static final String TECHNOLOGIES = "technologies";

    private StormFiles() {}

    /** Names of the scenarios that come with Tare. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /** What a shipped one says, every key explained. */
    public static String text(String name) {
        return ScenarioFiles.resource(name + ".yaml");
    }

    /**
     * A scenario with everything that it rests on.
     *
     * @param text the same, whole, in one line
     */
    public record Loaded(StormScenario scenario, String text) {}

    /** Whether a name or file is of this kind. */
    public static boolean knows(String nameOrFile) {
        return SHIPPED.contains(nameOrFile)
                || (Files.isRegularFile(Path.of(nameOrFile))
                        && isStorm(ScenarioFiles.read(Path.of(nameOrFile))));
    }

    /** Whether the text of a scenario is of this kind. */
    public static boolean isStorm(String text) {
        return SHIPPED.stream()
                .anyMatch(
                        kind ->
                                text.startsWith("{\"kind\":\"" + kind + "\"")
                                        || text.lines()
                                                .anyMatch(
                                                        line ->
                                                                line.matches(
                                                                        "kind: *" + kind + " *")));
    }

    /**
     * By its name, or from a file; what it leaves out is as in the shipped one of its kind.
     *
     * @param settings of {@code --set}
     * @throws InputError if it means nothing
     */
    public static Loaded load(
            String nameOrFile, Map<String, String> settings, StartCalibration calibration) {
        boolean shipped = SHIPPED.contains(nameOrFile);
        String text = shipped ? text(nameOrFile) : ScenarioFiles.read(Path.of(nameOrFile));
        String name = String.valueOf(Path.of(nameOrFile).getFileName());
        return load(text, nameOrFile, name.replaceFirst("\\.ya?ml$", ""), settings, calibration);
    }

    /** A scenario from the text that a result file holds. */
    public static Loaded reload(String text, Map<String, String> settings) {
        return load(text, "the result's scenario", "again", settings, StartCalibration.none());
    }

    private static Loaded load(
            String text,
            String file,
            String name,
            Map<String, String> settings,
            StartCalibration calibration) {
        Places places = new Places(file);
        ObjectNode given = YamlTree.read(text, file, places);
        String kind = new Value(places, "", given).get(KIND).word(SHIPPED);
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put(KIND, kind);
        tree.put("name", given.path("name").asText(name));
        tree.setAll(given);
        withDefaults(tree, kind);
        Overrides.apply(tree, settings, places);
        withDefaults(tree, kind);
        resolve(tree, calibration, places);
        StormScenario scenario = new StormReader(places).read(tree, kind);
        return new Loaded(scenario, ScenarioFiles.line(tree));
    }

    private static void withDefaults(ObjectNode tree, String kind) {
        ObjectNode usual = YamlTree.read(text(kind), kind, new Places(kind));
        usual.properties()
                .forEach(
                        entry -> {
                            if (!tree.hasNonNull(entry.getKey())) {
                                tree.set(entry.getKey(), entry.getValue().deepCopy());
                            }
                        });
        ScenarioFiles.fill(tree.path("hosts"), usual.path("hosts"));
        ScenarioFiles.fill(tree.path("burst"), usual.path("burst"));
    }

    /** Writes out the starts of each technology. */
    private static void resolve(ObjectNode tree, StartCalibration calibration, Places places) {
        Set<String> told = new TreeSet<>();
        ArrayNode starts =
                tree.path("starts") instanceof ArrayNode list ? list : tree.putArray("starts");
        starts.forEach(each -> told.add(each.path("technology").asText()));
        ArrayNode names =
                tree.path(TECHNOLOGIES) instanceof ArrayNode list
                        ? list
                        : tree.putArray(TECHNOLOGIES);
        if (tree.path("measured").asBoolean(false)) {
            Set<String> there = new TreeSet<>();
            names.forEach(each -> there.add(each.asText()));
            for (StartTimes each : calibration.starts()) {
                if (!there.contains(each.name())) {
                    names.add(each.name());
                }
            }
        }
        tree.put("measured", false);
        for (int i = 0; i < names.size(); i++) {
            JsonNode name = names.get(i);
            if (!told.contains(name.asText())) {
                Optional<StartTimes> found = calibration.named(name.asText());
                starts.add(
                        StartFigures.node(
                                found.or(() -> PublishedStart.named(name.asText()))
                                        .orElseThrow(unknown(places, i, name.asText()))));
                told.add(name.asText());
            }
        }
    }

    private static Supplier<InputError> unknown(Places places, int i, String name) {
        return () ->
                places.error(
                        TECHNOLOGIES + "." + i,
                        "no start times are known of '" + name + "'",
                        "known are "
                                + String.join(", ", PublishedStart.names())
                                + "; others with --calibrate, or in starts:"
                                + " [{technology: ..., time: 100 ms}]");
    }
}
