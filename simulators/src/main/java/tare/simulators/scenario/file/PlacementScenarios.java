package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import tare.simulators.catalogue.Calibration;
import tare.simulators.scenario.Scenario;

/** Scenarios of how many hosts a fleet needs: all that do not say that they are of another kind. */
public final class PlacementScenarios extends ScenarioKind<Scenario> {

    /** What runs unless another is named. */
    public static final String USUAL = "consolidation";

    private final Supplier<Calibration> calibration;

    /**
     * @param calibration figures that were measured; asked for when a scenario of this kind is read
     *     for the first time
     */
    public PlacementScenarios(Supplier<Calibration> calibration) {
        super(
                List.of(
                        USUAL,
                        "kubernetes-on-vms",
                        "native-containers",
                        "forked-fleet",
                        "batch-beside-services",
                        "mesos-frameworks"));
        this.calibration = calibration;
    }

    @Override
    boolean includes(ObjectNode tree) {
        return !tree.has(StormScenarios.KIND) && !tree.has(MotionScenarios.MODEL);
    }

    @Override
    void complete(ObjectNode tree, Places places) {
        ObjectNode defaults = Defaults.all();
        for (String template : Keys.TEMPLATES) {
            Defaults.fill(tree.path(template), defaults.path(template));
        }
        Defaults.fill(tree, defaults);
        Defaults.fill(tree.path("reserved"), defaults.path("reserved"));
        Defaults.each(tree.path("hosts"), host -> Defaults.fill(host, tree.path("host")));
        completeTechnologies(tree);
        Defaults.fillParts(tree.path("workload"), tree);
    }

    private static void completeTechnologies(ObjectNode tree) {
        Defaults.each(
                tree.path("technologies"), one -> Defaults.fill(one, tree.path("technology")));
    }

    @Override
    void resolve(ObjectNode tree, boolean again, Places places) {
        new Technologies(again ? Calibration.none() : calibration.get(), places).resolve(tree);
        completeTechnologies(tree);
        Arrays.asList(Keys.TEMPLATES).forEach(tree::remove);
    }

    @Override
    Scenario scenario(ObjectNode tree, Places places) {
        return new ScenarioReader(places).read(tree);
    }
}
