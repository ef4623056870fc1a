package tare.simulators.scenario.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tare.results.failure.InputError;
import tare.simulators.catalogue.PublishedStart;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.scenario.StormScenario;
import tare.simulators.storm.StartTimes;

/** Scenarios of starts; they say {@code kind: boot-storm} or {@code kind: autoscale}. */
public final class StormScenarios extends ScenarioKind<StormScenario> {

    /** The key by which they say it. */
    static final String KIND = "kind";

    static final String BOOT_STORM = "boot-storm";
    static final String AUTOSCALE = "autoscale";

    private static final String TECHNOLOGIES = "technologies";

    private final Supplier<StartCalibration> calibration;

    /**
     * @param calibration start times that were measured; asked for when a scenario of this kind is
     *     read for the first time
     */
    public StormScenarios(Supplier<StartCalibration> calibration) {
        super(List.of(BOOT_STORM, AUTOSCALE));
        this.calibration = calibration;
    }

    @Override
    boolean includes(ObjectNode tree) {
        return tree.has(KIND);
    }

    private String kind(ObjectNode tree, Places places) {
        return new Value(places, "", tree).get(KIND).word(shipped());
    }

    /** What is left out is as in the shipped one of its kind. */
    @Override
    void complete(ObjectNode tree, Places places) {
        ObjectNode usual = tree(kind(tree, places));
        Defaults.fill(tree, usual);
        Defaults.fill(tree.path("hosts"), usual.path("hosts"));
        Defaults.fill(tree.path("burst"), usual.path("burst"));
    }

    @Override
    void resolve(ObjectNode tree, boolean again, Places places) {
        resolve(tree, again ? StartCalibration.none() : calibration.get(), places);
    }

    @Override
    StormScenario scenario(ObjectNode tree, Places places) {
        return new StormReader(places).read(tree, kind(tree, places));
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
