package tare.simulators.scenario.file;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Map;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;
import tare.simulators.catalogue.Calibration;

/**
 * Any text is a scenario or an {@link InputError}, or has a mapping that is a {@link UsageError}.
 * In a usual build only the stored inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=ScenarioFuzzTest
 * }</pre>
 */
class ScenarioFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyTextIsAScenarioOrAnError(FuzzedDataProvider data) {
        String text = data.consumeRemainingAsString();
        try {
            ScenarioFiles.load(text, "fuzzed", "fuzzed", Map.of(), Calibration.none());
        } catch (InputError | UsageError expected) {
            // What the reader is to say of a text that is no scenario.
        }
    }
}
