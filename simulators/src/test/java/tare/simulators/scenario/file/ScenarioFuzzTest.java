package tare.simulators.scenario.file;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.catalogue.Calibration;
import tare.simulators.catalogue.StartCalibration;

/**
 * Any text is a scenario or an {@link InputError}, or has a mapping that is a {@link UsageError}.
 * In a usual build only the stored inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=ScenarioFuzzTest#fleet
 * }</pre>
 */
class ScenarioFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void scenario(FuzzedDataProvider data) {
        read(text -> new PlacementScenarios(Calibration::none).read(given(text), Map.of()), data);
    }

    @FuzzTest(maxDuration = "60s")
    void motion(FuzzedDataProvider data) {
        read(text -> new MotionScenarios().read(given(text), Map.of()), data);
    }

    @FuzzTest(maxDuration = "60s")
    void migration(FuzzedDataProvider data) {
        read(text -> new MigrationScenarios().read(given(text), Map.of()), data);
    }

    @FuzzTest(maxDuration = "60s")
    void storm(FuzzedDataProvider data) {
        read(text -> new StormScenarios(StartCalibration::none).read(given(text), Map.of()), data);
    }

    @FuzzTest(maxDuration = "60s")
    void fleet(FuzzedDataProvider data) {
        FleetFiles.Wishes wishes = new FleetFiles.Wishes(List.of(), Map.of(), 1);
        read(text -> FleetFiles.reload(text, wishes), data);
    }

    private static ScenarioSource given(String text) {
        return new ScenarioSource(text, "fuzzed", "fuzzed", false);
    }

    private static void read(Consumer<String> reader, FuzzedDataProvider data) {
        try {
            reader.accept(data.consumeRemainingAsString());
        } catch (InputError | UsageError expected) {
            // What the reader is to say of a text that is no scenario.
        }
    }
}
