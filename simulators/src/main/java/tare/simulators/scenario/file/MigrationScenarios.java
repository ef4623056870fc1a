package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import tare.simulators.scenario.MigrationScenario;

/** Scenarios of live migration; they say {@code model: migration}. */
public final class MigrationScenarios extends ScenarioKind<MigrationScenario> {

    static final String MODEL = "migration";

    private static final String USUAL = "live-migration";
    private static final String GUESTS = "guests";

    public MigrationScenarios() {
        super(List.of(USUAL));
    }

    @Override
    boolean includes(ObjectNode tree) {
        return tree.path(MotionScenarios.MODEL).asText().equals(MODEL);
    }

    /** What is left out is as in the shipped one. */
    @Override
    void complete(ObjectNode tree, Places places) {
        ObjectNode usual = tree(USUAL);
        Defaults.fill(tree, usual);
        Defaults.each(tree.path(GUESTS), guest -> Defaults.fill(guest, usual.path(GUESTS).path(0)));
    }

    @Override
    MigrationScenario scenario(ObjectNode tree, Places places) {
        return new MigrationReader(new Value(places, "", tree)).read();
    }
}
