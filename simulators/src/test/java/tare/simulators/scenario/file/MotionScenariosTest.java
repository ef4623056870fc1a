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
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tare.results.failure.InputError;
import tare.results.published.KnownDay;
import tare.simulators.consolidation.Edition;
import tare.simulators.consolidation.MotionPolicy;
import tare.simulators.consolidation.cloudsim.Days;
import tare.simulators.scenario.MotionScenario;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

class MotionScenariosTest {

    private static final String NAME = "dynamic-consolidation";
    private static final MotionScenarios SCENARIOS = new MotionScenarios();

    @TempDir private Path folder;

    @BeforeEach
    void aDay() throws IOException {
        Path day = Files.createDirectory(folder.resolve("20110303"));
        Files.writeString(day.resolve("b"), "7\n".repeat(288));
        Files.writeString(day.resolve("a"), "50\n".repeat(287) + "99\n");
    }

    @Test
    void aShippedScenarioNeedsItsTraceAndSurvivesAResultFile() {
        Loaded<MotionScenario> loaded = load(Map.of());
        MotionScenario scenario = loaded.scenario();

        assertEquals(NAME, scenario.name());
        assertTrue(scenario.question().endsWith("?"), scenario.question());
        assertEquals(800, scenario.hosts());
        assertEquals(List.of(Edition.CLOUDSIM_3_0_3), scenario.editions());
        assertEquals("20110303", scenario.days().get(0).name());
        Loaded<MotionScenario> again =
                SCENARIOS.read(ScenarioFiles.again(loaded.text()), Map.of()).orElseThrow();
        assertEquals(scenario, again.scenario());
        assertEquals(loaded.text(), again.text());
        DayFiles days = DayFiles.of(scenario);
        assertEquals(List.of(), days.remarks());
        assertEquals(2, days.of(scenario.days().get(0)).machines());
        assertEquals(0.99, days.of(scenario.days().get(0)).sample(0, 287));
        assertEquals(6, scenario.trials().size());
    }

    @Test
    void listsAreSwept() {
        MotionScenario scenario =
                load(Map.of(
                                "policy", "all",
                                "edition", "corrected,cloudsim-3.0.3",
                                "repeats", "2",
                                "seed", "5"))
                        .scenario();

        assertEquals(22, scenario.policies().size());
        assertEquals(2 * 2 * 22, scenario.trials().size());
        assertEquals(6, scenario.trials().get(44).seed());
    }

    @Test
    void aPolicyHasItsPublishedParameterUnlessItSaysAnother() {
        assertEquals("LR-MMT-1.2", MotionPolicy.of("lr-mmt").orElseThrow().name());
        assertEquals("THR-RS-0.75", MotionPolicy.of("THR-RS-0.75").orElseThrow().name());
        for (String name : MotionPolicy.published()) {
            assertEquals(name, MotionPolicy.of(name).orElseThrow().name());
        }
        for (String wrong : List.of("", "THR", "THR-MMT-1.5", "DVFS-MMT", "DRS-6", "DRS", "X-Y")) {
            assertTrue(MotionPolicy.of(wrong).isEmpty(), wrong);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "policy, THR-MMT, DVFS, 2",
        "policy, THR-MTM-0.8, THR-MMT-0.8, -1",
        "edition, cloudsim-3.0.4, cloudsim-3.0.3, -1",
        "policy, DRS-3, edition=corrected, -1",
        "trace, '', trace=DIR, -1",
        "hosts, 0, range, -1",
        "hots, 3, hosts, -1",
        "digest, 00, digest, -1"
    })
    void whatMeansNothingIsSaid(String key, String value, String nearest, int trials) {
        Map<String, String> settings = Map.of(key, value.isEmpty() ? "''" : value);
        if (trials >= 0) {
            load(settings);
            return;
        }
        InputError error = assertThrows(InputError.class, () -> load(settings));
        assertTrue((error.why() + error.remedy()).contains(nearest), error.toString());
    }

    @Test
    void aTraceThatIsNotThereIsSaidWithTheNearest() throws IOException {
        InputError error =
                assertThrows(
                        InputError.class,
                        () -> load(Map.of("trace", folder.resolve("20110330").toString())));
        assertTrue(error.remedy().contains("20110303"), error.remedy());

        Path file = Files.writeString(folder.resolve("day.tar.gz"), "x");
        error = assertThrows(InputError.class, () -> load(Map.of("trace", file.toString())));
        assertTrue(error.remedy().contains("tar xzf"), error.remedy());
    }

    /** What the page knows a day by is what the plan says of it. */
    @ParameterizedTest
    @MethodSource("knownDays")
    void daysThatAreKnownHaveTheirDigest(KnownDay day) throws IOException {
        Path traces = Files.createDirectory(folder.resolve("real"));
        Path real = Days.unpacked(day.name(), traces);
        Path renamed = Files.move(real, folder.resolve("renamed"));
        Loaded<MotionScenario> loaded = load(Map.of("trace", renamed.toString()));

        MotionScenario.Day played = loaded.scenario().days().get(0);
        assertEquals(day.digest(), played.digest());
        assertEquals(day.machines(), DayFiles.of(loaded.scenario()).of(played).machines());
        assertTrue(loaded.text().contains("\"digest\":\"" + day.digest()), loaded.text());
    }

    private static List<KnownDay> knownDays() {
        return KnownDay.all();
    }

    @Test
    void theSchemaHasTheKeysThatAreReadAndShippedScenariosFollowIt() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(schemaText());
        Set<String> names = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);

        assertEquals(new TreeSet<>(List.of(MotionReader.KEYS)), names);
        for (String text : List.of(ScenarioFiles.text(NAME), load(Map.of()).text())) {
            JsonNode tree = YamlTree.read(text, "given", new Places("given"));
            assertEquals(
                    Set.of(),
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schemaText())
                            .validate(tree),
                    text);
        }
    }

    private Loaded<MotionScenario> load(Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>();
        all.put("trace", folder.resolve("20110303").toString());
        all.putAll(settings);
        return SCENARIOS.read(ScenarioFiles.find(NAME), all).orElseThrow();
    }

    private static String schemaText() {
        return ScenarioFiles.resource("motion.schema.json");
    }
}
