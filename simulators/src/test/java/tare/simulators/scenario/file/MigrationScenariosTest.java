package tare.simulators.scenario.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.results.failure.InputError;
import tare.simulators.migration.Transfer;
import tare.simulators.scenario.MigrationScenario;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

class MigrationScenariosTest {

    private static final String NAME = "live-migration";
    private static final MigrationScenarios SCENARIOS = new MigrationScenarios();

    @TempDir private Path folder;

    @Test
    void theShippedScenarioSurvivesAResultFile() {
        Loaded<MigrationScenario> loaded = find(NAME, Map.of());
        MigrationScenario scenario = loaded.scenario();

        assertEquals(NAME, scenario.name());
        assertTrue(scenario.question().endsWith("?"), scenario.question());
        assertEquals(3 * 3 * 3, scenario.trials().size());
        ScenarioSource written = ScenarioFiles.again(loaded.text());
        assertEquals(
                1,
                ScenarioFiles.kinds().stream()
                        .filter(kind -> kind.read(written, Map.of()).isPresent())
                        .count());
        Loaded<MigrationScenario> again = SCENARIOS.read(written, Map.of()).orElseThrow();
        assertEquals(loaded.text(), again.text());
        for (int i = 0; i < scenario.trials().size(); i++) {
            assertEquals(scenario.trials().get(i).run(), again.scenario().trials().get(i).run());
        }
    }

    /** Clark's case as a file: 3 rounds, 5.3125 GiB, 5.3125 s, 62.5 ms. */
    @Test
    void aFileSaysTheReferenceCase() throws IOException {
        Path file = folder.resolve("clark.yaml");
        Files.writeString(
                file,
                """
                model: migration
                name: clark
                guests: [{name: one, memory: 4 GiB, dirty: 256 MiB, writable: 4 GiB, touched: 0 B}]
                way: pre-copy
                network: 1 GiB
                count: 1
                atOnce: 1
                downtime: 0 s
                leave: 64 MiB
                resume: 0 s
                """);
        MigrationScenario scenario = find(file.toString(), Map.of()).scenario();
        Transfer transfer = scenario.trials().get(0).run().transfers().get(0);

        assertEquals("clark", scenario.name());
        assertEquals(1, scenario.trials().size());
        assertEquals(3, transfer.rounds());
        assertEquals(5.3125 * (1L << 30), transfer.trafficBytes(), 1);
        assertEquals(5.3125, transfer.totalSeconds(), 1e-9);
        assertEquals(0.0625, transfer.downtimeSeconds(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource({
        "way, pre-cpoy, pre-copy",
        "ways, pre-copy, way",
        "atOnce, 0, range",
        "network, 0 B, 0",
        "network, 10 Gbit, units",
        "guests.0.writable, 5 GiB, memory",
        "guests.0.dirt, 5 GiB, dirty",
        "guests.touch, 0 s, time",
        "guests.name, one, name",
        "downtime, 300, unit",
        "rounds, 1.5, whole"
    })
    void whatMeansNothingIsSaid(String key, String value, String nearest) {
        InputError error = assertThrows(InputError.class, () -> find(NAME, Map.of(key, value)));
        assertTrue((error.why() + error.remedy()).contains(nearest), error.toString());
    }

    @Test
    void theSchemaHasTheKeysThatAreReadAndTheShippedScenarioFollowsIt() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(schemaText());

        assertEquals(new TreeSet<>(List.of(MigrationReader.KEYS)), names(schema));
        assertEquals(
                new TreeSet<>(List.of(MigrationReader.GUEST)),
                names(schema.at("/properties/guests/items")));
        String whole = find(NAME, Map.of("way", "post-copy")).text();
        for (String text : List.of(ScenarioFiles.text(NAME), whole)) {
            JsonNode tree = YamlTree.read(text, "given", new Places("given"));
            assertEquals(
                    Set.of(),
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schemaText())
                            .validate(tree),
                    text);
        }
    }

    private static Loaded<MigrationScenario> find(String name, Map<String, String> settings) {
        return SCENARIOS.read(ScenarioFiles.find(name), settings).orElseThrow();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String schemaText() {
        return ScenarioFiles.resource("migration.schema.json");
    }
}
