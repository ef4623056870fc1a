package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.results.failure.InputError;
import tare.simulators.scenario.MigrationScenario;

/** Scenarios of live migration, by name or from files; they say {@code model: migration}. */
public final class MigrationFiles {

    private static final String USUAL = "live-migration";
    private static final List<String> SHIPPED = List.of(USUAL);
    private static final String GUESTS = "guests";

    private MigrationFiles() {}

    /**
     * A scenario with everything that it rests on.
     *
     * @param text the same, whole, in one line, defaults written out
     */
    public record Loaded(MigrationScenario scenario, String text) {}

    /** Names of the scenarios of this kind that come with Tare. */
    public static List<String> shipped() {
        return SHIPPED;
    }

    /** What a shipped scenario says, every key explained. */
    public static String text(String name) {
        return ScenarioFiles.resource(name + ".yaml");
    }

    /** Whether a text, JSON in one line as results hold it, is of this kind. */
    public static boolean isMigration(String text) {
        return isMigration(YamlTree.read(text, "the result's scenario", new Places("")));
    }

    private static boolean isMigration(JsonNode tree) {
        return tree.path("model").asText().equals("migration");
    }

    /**
     * A scenario of this kind by its name or from a file; what it leaves out is as in the shipped
     * one.
     *
     * @param settings of {@code --set}
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
        String text = ScenarioFiles.read(file);
        return isMigration(YamlTree.read(text, nameOrFile, new Places(nameOrFile)))
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
        MigrationScenario scenario = new MigrationReader(new Value(places, "", tree)).read();
        return new Loaded(scenario, ScenarioFiles.line(tree));
    }

    private static void withDefaults(ObjectNode tree) {
        ObjectNode usual = YamlTree.read(text(USUAL), USUAL, new Places(USUAL));
        ScenarioFiles.fill(tree, usual);
        ScenarioFiles.each(
                tree.path(GUESTS), guest -> ScenarioFiles.fill(guest, usual.path(GUESTS).path(0)));
    }
}
