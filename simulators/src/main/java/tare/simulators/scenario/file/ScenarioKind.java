package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tare.results.failure.InputError;

/**
 * Scenarios of one kind: which come with Tare, and how one is read.
 *
 * @param <S> what is read
 */
public abstract sealed class ScenarioKind<S>
        permits PlacementScenarios, StormScenarios, MigrationScenarios, MotionScenarios {

    private final List<String> shipped;

    ScenarioKind(List<String> shipped) {
        this.shipped = List.copyOf(shipped);
    }

    /**
     * A scenario with everything that it rests on.
     *
     * @param text the same, whole, in one line: figures in place of names, defaults written out
     */
    public record Loaded<S>(S scenario, String text) {}

    /** Names of the scenarios of this kind that come with Tare. */
    public final List<String> shipped() {
        return shipped;
    }

    /** What a shipped one asks. */
    public final String question(String name) {
        return tree(name).path("question").asText();
    }

    /**
     * A scenario of this kind.
     *
     * @param settings of {@code --set}
     * @return empty if it is of another kind
     * @throws InputError if it is no scenario, or is of this kind and means nothing
     */
    public final Optional<Loaded<S>> read(ScenarioSource source, Map<String, String> settings) {
        Places places = new Places(source.file());
        ObjectNode tree = YamlTree.read(source.text(), source.file(), places);
        if (!includes(tree)) {
            return Optional.empty();
        }
        if (!tree.has("name")) {
            tree.put("name", source.name());
        }
        complete(tree, places);
        Overrides.apply(tree, settings, places);
        complete(tree, places);
        resolve(tree, source.again(), places);
        return Optional.of(new Loaded<>(scenario(tree, places), ScenarioFiles.line(tree)));
    }

    /** Whether the text says that it is of this kind. */
    abstract boolean includes(ObjectNode tree);

    /** Writes out what the text does not say itself. */
    abstract void complete(ObjectNode tree, Places places);

    /**
     * Writes figures in place of names.
     *
     * @param again whether that was done before
     */
    void resolve(ObjectNode tree, boolean again, Places places) {}

    /** What a tree says that has everything written out. */
    abstract S scenario(ObjectNode tree, Places places);

    /** A shipped scenario as its file has it. */
    static ObjectNode tree(String name) {
        return YamlTree.read(ScenarioFiles.text(name), name, new Places(name));
    }
}
