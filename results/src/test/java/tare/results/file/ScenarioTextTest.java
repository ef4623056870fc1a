package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.results.model.Plan;

class ScenarioTextTest {

    @Test
    void valuesAndListsStandBelowTheirNames() {
        assertEquals(
                Map.of(
                        "hosts", List.of("800"),
                        "trace", List.of("a", "b/c"),
                        "digest", List.of("x y"),
                        "on", List.of("true"),
                        "deep", List.of(),
                        "mixed", List.of("1")),
                ScenarioText.values(
                        plan(
                                "{\"hosts\":800,\"trace\":[\"a\",\"b/c\"],\"digest\":\"x y\",\"on\":true,"
                                        + "\"deep\":{\"hosts\":1},\"mixed\":[1,[2],{\"a\":3}]}")));
    }

    /** Result files come from anywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "consolidation",
                "[]",
                "{",
                "{\"a\":",
                "{\"a\":[1,",
                "{\"a\":{\"b\":",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1 \"b\"}"
            })
    void whatIsNoScenarioHasNoValues(String text) {
        assertEquals(Map.of(), ScenarioText.values(plan(text)));
    }

    @Test
    void othersHaveNone() {
        assertEquals(
                Map.of(),
                ScenarioText.values(
                        new Plan(
                                1,
                                "quick",
                                List.of("boot"),
                                List.of("process"),
                                1,
                                new TreeMap<>(),
                                List.of())));
    }

    private static Plan plan(String scenario) {
        return new Plan(
                1,
                "quick",
                List.of("simulate"),
                List.of("vm"),
                1,
                new TreeMap<>(Map.of(ScenarioText.PARAMETER, scenario)),
                List.of());
    }
}
