package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tare.simulators.scenario.MotionScenario;

/** Scenarios of a fleet in motion; they say {@code model: motion}. */
public final class MotionScenarios extends ScenarioKind<MotionScenario> {

    /** The key by which scenarios say that they are not of placement. */
    static final String MODEL = "model";

    /** What that key may say. */
    static final List<String> MODELS = List.of("motion", MigrationScenarios.MODEL);

    private static final String USUAL = "dynamic-consolidation";

    public MotionScenarios() {
        super(List.of(USUAL));
    }

    /** A model that does not exist is refused by the reader of this kind. */
    @Override
    boolean includes(ObjectNode tree) {
        return tree.has(MODEL) && !tree.path(MODEL).asText().equals(MigrationScenarios.MODEL);
    }

    /** What is left out is as in the shipped one. */
    @Override
    void complete(ObjectNode tree, Places places) {
        Defaults.fill(tree, tree(USUAL));
    }

    @Override
    MotionScenario scenario(ObjectNode tree, Places places) {
        return new MotionReader(new Value(places, "", tree)).read();
    }
}
