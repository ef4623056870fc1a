package tare.simulators.scenario.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.results.failure.TareException;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;
import tare.simulators.plan.Question;
import tare.simulators.scenario.StormScenario;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

/** Fleets and scenarios of starts as they are written. */
class FleetFilesTest {

    private static final StormScenarios STORMS = new StormScenarios(StartCalibration::none);

    @Test
    void theEmbeddedFleetIsReadAndReadAgain() {
        FleetFiles.Loaded loaded = usual(List.of("isolation=vm"), Map.of());
        Question question = loaded.question();
        assertEquals(3, question.draws(), "as the profile says");
        assertEquals("isolation=vm", question.slas().get(2).text(), "in place of the fleet's");
        assertEquals(5, question.slas().size());
        assertEquals(6, question.technologies().size());
        assertTrue(question.technologies().get(2).starts().isEmpty(), "gvisor: nobody knows");
        FleetFiles.Loaded again =
                FleetFiles.reload(loaded.text(), new FleetFiles.Wishes(List.of(), Map.of(), 99));
        assertEquals(loaded.text(), again.text());
        assertEquals(question.slas(), again.question().slas());
        assertEquals(question.draws(), again.question().draws());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hosts.0.cores|0.5|at least 1",
                "hosts.0.price|0|out of range",
                "cpuOvercommit|[2, 1]|does not ascend",
                "memoryOvercommit|[]|at least one",
                "demand.cpu|[[1]]|no pair",
                "demand.cpu|[[-1, 1]]|out of range",
                "demand.levels|[]|at least one",
                "starts|[{technology: x, curve: [[2, 1], [2, 1]], time: 1 s}]|ascend",
                "starts|[{technology: x, time: 2 s, tail: 1 s}]|below the median",
                "technologies|[rkt]|no technology of the catalogue",
                "policies|[best-fitt]|best-fit",
                "burst|-1|not a whole number",
                "draws|0.5|not a whole number",
                "sla|[start-p99]|start-p99=500ms",
                "brust|1|did you mean"
            })
    void whatMeansNothingIsRefused(String key, String value, String said) {
        TareException error =
                assertThrows(TareException.class, () -> usual(List.of(), Map.of(key, value)), key);
        String text = error.getMessage() + " " + error.why() + " " + error.remedy();
        assertTrue(text.contains(said), text);
    }

    @ParameterizedTest
    @CsvSource({"boot-storm", "autoscale"})
    void scenariosOfStartsAreReadAndReadAgain(String name) {
        Loaded<StormScenario> loaded = storm(name, Map.of("repeats", "2"));
        StormScenario scenario = loaded.scenario();
        assertEquals(name, scenario.name());
        assertEquals(
                2 * scenario.technologies().size() * scenario.kinds().size(),
                scenario.trials().size());
        Loaded<StormScenario> again =
                STORMS.read(ScenarioFiles.again(loaded.text()), Map.of()).orElseThrow();
        assertEquals(loaded.text(), again.text());
        assertEquals(scenario.trials().get(0).run(), again.scenario().trials().get(0).run());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "boot-storm|technologies|[rkt]|no start times are known",
                "boot-storm|instances|[0]|not a whole number",
                "boot-storm|provision|[{name: x, time: 3}]|unit",
                "boot-storm|rate|3|there is no key",
                "autoscale|rate|900000|20 million",
                "autoscale|kept|[5]|keep"
            })
    void scenariosThatMeanNothingAreRefused(String name, String key, String value, String said) {
        TareException error =
                assertThrows(TareException.class, () -> storm(name, Map.of(key, value)));
        String text = error.getMessage() + " " + error.why() + " " + error.remedy();
        assertTrue(text.contains(said), text);
    }

    @Test
    void everythingThatIsWrittenFollowsThePublishedSchemas() {
        JsonSchema fleet = schema("fleet");
        for (String text :
                List.of(FleetFiles.usual(), usual(List.of(), Map.of("burst", "7")).text())) {
            assertEquals(Set.of(), fleet.validate(tree(text)), text);
        }
        JsonSchema storm = schema("storm");
        for (String name : STORMS.shipped()) {
            String whole = storm(name, Map.of()).text();
            for (String text : List.of(ScenarioFiles.text(name), whole)) {
                assertEquals(Set.of(), storm.validate(tree(text)), text);
            }
        }
    }

    @Test
    void theSchemasHaveTheKeysThatAreRead() throws IOException {
        JsonNode fleet = new ObjectMapper().readTree(text("fleet"));
        Set<String> top = new TreeSet<>(List.of(Keys.FLEET));
        top.add("host");
        assertEquals(top, names(fleet));
        JsonNode defs = fleet.path("$defs");
        assertEquals(new TreeSet<>(List.of(Keys.OFFER)), names(defs.path("offer")));
        assertEquals(new TreeSet<>(List.of(Keys.STARTS)), names(defs.path("starts")));
        assertEquals(new TreeSet<>(List.of(Keys.CPU_FACTOR)), names(defs.path("cpuFactor")));
        assertEquals(
                new TreeSet<>(List.of(Keys.DEMAND)),
                names(fleet.path("properties").path("demand")));
        JsonNode storm = new ObjectMapper().readTree(text("storm")).path("$defs");
        assertEquals(new TreeSet<>(List.of(Keys.BOOT_STORM)), names(storm.path("bootStorm")));
        assertEquals(new TreeSet<>(List.of(Keys.AUTOSCALE)), names(storm.path("autoscale")));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonNode tree(String text) {
        return YamlTree.read(text, "given", new Places("given"));
    }

    private static JsonSchema schema(String name) {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text(name));
    }

    private static String text(String name) {
        return ScenarioFiles.resource(name + ".schema.json");
    }

    private static Loaded<StormScenario> storm(String name, Map<String, String> settings) {
        return STORMS.read(ScenarioFiles.find(name), settings).orElseThrow();
    }

    private static FleetFiles.Loaded usual(List<String> slas, Map<String, String> settings) {
        return FleetFiles.usual(
                new FleetFiles.Wishes(slas, settings, 3),
                Calibration.none(),
                StartCalibration.none());
    }
}
