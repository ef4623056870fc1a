package tare.simulators.scenario.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.simulators.catalogue.Amount;
import tare.simulators.catalogue.Calibration;
import tare.simulators.fleet.WorkloadSpec;
import tare.simulators.scenario.Isolation;
import tare.simulators.scenario.Scenario;
import tare.simulators.scenario.Trial;
import tare.simulators.scenario.file.ScenarioKind.Loaded;

class PlacementScenariosTest {

    private static final String SMALL =
            """
            repeats: 1
            hosts: [{count: 20, memory: 4 GiB}]
            workload: [{count: 100}]
            technologies: [runc]
            policies: [first-fit]
            """;

    private static final PlacementScenarios SCENARIOS = new PlacementScenarios(Calibration::none);

    @TempDir private Path folder;

    static List<String> shipped() {
        return SCENARIOS.shipped();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedScenariosSayWhatTheyAskAndSurviveAResultFile(String name) {
        Loaded<Scenario> loaded = find(name, Map.of());
        Loaded<Scenario> again = again(loaded);

        assertEquals(name, loaded.scenario().name());
        assertTrue(loaded.scenario().question().endsWith("?"), loaded.scenario().question());
        assertEquals(loaded.text(), again.text());
        assertEquals(loaded.scenario(), again.scenario());
    }

    /** Small, so that all of them run: what each is made of works. */
    @ParameterizedTest
    @MethodSource("shipped")
    void shippedScenariosRunSmall(String name) {
        Scenario scenario =
                find(name, Map.of("workload.count", "60", "repeats", "1", "growth", "[1]"))
                        .scenario();
        for (Trial trial : scenario.trials()) {
            var findings = trial.run(TraceFiles.of(scenario));
            assertTrue(findings.hosts() >= findings.bound(), () -> trial + ": " + findings);
            assertTrue(findings.hosts() > 0, () -> trial + ": " + findings);
            for (double share :
                    new double[] {
                        findings.cpuShare(),
                        findings.memoryShare(),
                        findings.strandedCpuShare(),
                        findings.strandedMemoryShare()
                    }) {
                assertTrue(share >= 0 && share <= 1, () -> trial + ": " + findings);
            }
        }
    }

    @Test
    void everythingThatIsWrittenFollowsThePublishedSchema() throws IOException {
        JsonSchema schema = schema();
        List<String> texts =
                new java.util.ArrayList<>(
                        SCENARIOS.shipped().stream().map(ScenarioFiles::text).toList());
        texts.add(ScenarioFiles.text("defaults"));
        texts.add(SMALL);
        for (String name : SCENARIOS.shipped()) {
            texts.add(find(name, Map.of()).text());
        }
        for (String text : texts) {
            JsonNode tree = YamlTree.read(text, "given", new Places("given"));
            assertEquals(Set.of(), schema.validate(tree), text);
        }
    }

    @Test
    void theSchemaHasTheKeysThatAreRead() throws IOException {
        JsonNode schema = new ObjectMapper().readTree(schemaText());
        Set<String> top = new TreeSet<>(List.of(Keys.SCENARIO));
        top.addAll(List.of(Keys.TEMPLATES));
        top.add("size");
        assertEquals(top, names(schema));
        JsonNode defs = schema.path("$defs");
        assertEquals(set(Keys.HOST), names(defs.path("host")));
        assertEquals(set(Keys.PART), names(defs.path("part")));
        assertEquals(set(Keys.SIZE), names(defs.path("size")));
        assertEquals(set(Keys.TRACE), names(defs.path("trace")));
        assertEquals(set(Keys.TECHNOLOGY), names(defs.path("technology")));
        assertEquals(set(Keys.INSIDE), names(defs.at("/technology/properties/inside")));
        assertEquals(set(Keys.FORK), names(defs.at("/technology/properties/fork")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hosts: [{cout: 3}] | line 1, hosts.0.cout | count",
                "polices: [first-fit] | line 1, polices | policies",
                "hosts: [] | line 1, hosts | at least one",
                "hosts: [{count: 0}] | line 1, hosts | above 0",
                "hosts: [{count: 99999999999999999999}] | line 1, hosts.0.count | range",
                "hosts: [{count: 60000000}, {count: 60000000}] | line 1, hosts | possible",
                "hosts: [{memory: 64}] | line 1, hosts.0.memory | 64 GiB",
                "hosts: [{memory: 64 XB}] | line 1, hosts.0.memory | 64 GiB",
                "hosts: [{memory: 1e999999999 GiB}] | line 1, hosts.0.memory | smaller",
                "hosts: [{memory: -1 GiB}] | line 1, hosts.0.memory | possible",
                "hosts: [{memory: 9999999 TiB}] | line 1, hosts.0.memory | possible",
                "hosts: 7 | line 1, hosts | [ ... ]",
                "workload: [{count: -1}] | line 1, workload.0.count | range",
                "workload: [{count: 1.5}] | line 1, workload.0.count | range",
                "workload: [{count: 200000000}] | line 1, workload.0.count | range",
                "workload: [{order: sideways}] | line 1, workload.0.order | known",
                "workload: [{sizes: [{memory: 90 GiB}]}] | line 1, workload.0.sizes.0 | larger",
                "growth: [1, 100000] | line 1, growth | possible",
                "growth: [-1] | line 1, growth.0 | possible",
                "technologies: [runk] | line 1, technologies.0 | runc",
                "technologies: [runc, runc] | line 1, technologies | apart",
                "technologies: [{name: x, class: vmm}] | line 1, technologies.0.class | vm",
                "policies: [best] | line 1, policies.0 | best-fit",
                "admission: maybe | line 1, admission | known",
                "seed: x | line 1, seed | number",
                "step: 5 fortnights | line 1, step | 5 min",
                "reserved: {memoryPercent: 101} | line 1, reserved.memoryPercent | range"
            })
    void saysWhichLineAndKeyAndWhatWasMeant(String text, String where, String remedy) {
        InputError e = assertThrows(InputError.class, () -> load(text, Map.of()));

        assertEquals("given, " + where, e.where(), e.toString());
        assertTrue(e.remedy().contains(remedy), e.remedy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "- a",
                "a: [",
                "a: b: c",
                "seed: 1\nseed: 2",
                "seed: &a 1\nrepeats: *a",
                "--- {}\n--- {}\n",
                "\u0000",
                "[[[[[[[[[[[[[[[[[[[[[[[[[[["
            })
    void refusesWhatIsNoScenario(String text) {
        InputError e = assertThrows(InputError.class, () -> load(text, Map.of()));
        assertTrue(e.where().startsWith("given"), e.where());
        assertFalse(e.remedy().isBlank());
    }

    @Test
    void readsAFileAndSaysWhenThereIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.yaml"), SMALL);

        assertEquals("mine", find(file.toString(), Map.of()).scenario().name());
        UsageError e = assertThrows(UsageError.class, () -> find("consolidate", Map.of()));
        assertTrue(e.remedy().contains("consolidation"), e.remedy());
        for (String name : List.of("mesos-frameworks", "autoscale", "live-migration")) {
            assertTrue(e.why().contains(name), e.why());
        }
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0});
        assertThrows(InputError.class, () -> find(file.toString(), Map.of()));
    }

    @Test
    void settingsReachIntoListsAndWhatTheyMeanIsChecked() {
        Scenario scenario =
                load(
                                SMALL,
                                Map.of(
                                        "hosts.count", "7",
                                        "workload.0.sizes.1.memory", "1 GiB",
                                        "policies", "first-fit,best-fit",
                                        "seed", "9"))
                        .scenario();

        assertEquals(7, scenario.fleet().hosts());
        assertEquals(List.of("first-fit", "best-fit"), scenario.policies());
        assertEquals(9, scenario.seed());
        WorkloadSpec.Drawn drawn = (WorkloadSpec.Drawn) scenario.workload();
        assertEquals(1L << 30, drawn.mix().get(1).memoryBytes());
        InputError unknown =
                assertThrows(InputError.class, () -> load(SMALL, Map.of("hosts.0.cout", "7")));
        assertEquals("--set hosts.0.cout", unknown.where());
        for (String nowhere : List.of("hosts.9.count", "host.count.x", "nothing.at.all")) {
            assertThrows(UsageError.class, () -> load(SMALL, Map.of(nowhere, "7")));
        }
    }

    @Test
    void measuredFiguresTakeThePlaceOfPublishedOnes() {
        Calibration calibration =
                new Calibration(
                        List.of(
                                new Calibration.Measured(
                                        "runc",
                                        BackendClass.CONTAINER,
                                        new TreeSet<>(),
                                        new Amount(3 << 20, 2 << 20, 4 << 20)),
                                new Calibration.Measured(
                                        "namespace",
                                        BackendClass.CONTAINER,
                                        new TreeSet<>(Set.of(Label.NOISY)),
                                        Amount.of(200 << 10))),
                        List.of());

        Scenario scenario =
                new PlacementScenarios(() -> calibration)
                        .read(given(SMALL.replace("[runc]", "[gvisor, runc]")), Map.of())
                        .orElseThrow()
                        .scenario();

        assertEquals(
                List.of("gvisor", "runc", "namespace"),
                scenario.technologies().stream().map(Isolation::name).toList());
        assertEquals(Set.of(Label.PUBLISHED), scenario.technologies().get(0).labels());
        assertEquals(Set.of(), scenario.technologies().get(1).labels());
        assertEquals(
                new Amount(3 << 20, 2 << 20, 4 << 20), scenario.technologies().get(1).memory());
        assertEquals(Set.of(Label.NOISY), scenario.technologies().get(2).labels());
        // The ends of the interval are tried too.
        assertEquals(
                3,
                scenario.trials().stream()
                        .filter(trial -> trial.technology().name().equals("runc"))
                        .count());
    }

    @Test
    void readsATraceAndKnowsItAgain() throws IOException {
        Path trace =
                Files.writeString(
                        folder.resolve("t.csv"), "id,at,life,cpu\na,100,5,2\nb,90,,1\nc,95,1,1\n");
        String text =
                SMALL.replace(
                        "{count: 100}",
                        "{trace: {format: csv, path: "
                                + trace
                                + ", memory: 1 GiB, mapping: {id: id, arrival: at, duration: life,"
                                + " cpu: cpu}}}");

        Loaded<Scenario> loaded = load(text, Map.of());
        WorkloadSpec.Recorded recorded = (WorkloadSpec.Recorded) loaded.scenario().workload();
        var workload = TraceFiles.of(loaded.scenario()).of(recorded);

        assertEquals(3, workload.count());
        assertEquals(0, workload.arrivesNanos(0));
        assertEquals(5_000_000_000L, workload.arrivesNanos(1));
        assertEquals(2000, workload.cpuMillis(2));
        assertEquals(1L << 30, workload.memoryBytes(2));
        assertEquals(1, TraceFiles.of(loaded.scenario()).remarks().size());
        assertEquals(loaded.scenario(), again(loaded).scenario());
        Files.writeString(trace, "id,at,life,cpu\na,100,5,2\n");
        assertThrows(InputError.class, () -> again(loaded));
    }

    @Test
    void aForkedCloneHasWhatItWroteAndTheHostTheImage() {
        Scenario scenario = find("forked-fleet", Map.of()).scenario();
        Isolation late = scenario.technologies().get(1);
        Isolation fresh = scenario.technologies().get(2);

        assertEquals(512L << 20, late.hostBytes());
        // H (1 - e^(-wt/H)) with H = 96 MiB and wt = 600 MiB: all but 0.2 %.
        assertEquals(96 * (1 - 0.0019304541), (late.memory().bytes() - 1e6) / (1 << 20), 1e-5);
        assertEquals(96 * 0.0507489, (fresh.memory().bytes() - 1e6) / (1 << 20), 1e-3);
    }

    private static Loaded<Scenario> find(String name, Map<String, String> settings) {
        return SCENARIOS.read(ScenarioFiles.find(name), settings).orElseThrow();
    }

    private static Loaded<Scenario> again(Loaded<Scenario> loaded) {
        return SCENARIOS.read(ScenarioFiles.again(loaded.text()), Map.of()).orElseThrow();
    }

    private static Loaded<Scenario> load(String text, Map<String, String> settings) {
        return SCENARIOS.read(given(text), settings).orElseThrow();
    }

    private static ScenarioSource given(String text) {
        return new ScenarioSource(text, "given", "given", false);
    }

    private static Set<String> set(String[] keys) {
        return new TreeSet<>(Arrays.asList(keys));
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(schemaText());
    }

    private static String schemaText() throws IOException {
        try (InputStream in =
                PlacementScenariosTest.class.getResourceAsStream(
                        "/tare/simulators/scenario/scenario.schema.json")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
