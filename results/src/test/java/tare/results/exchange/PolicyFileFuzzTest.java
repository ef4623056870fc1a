package tare.results.exchange;

import com.code_intelligence.jazzer.junit.FuzzTest;
import tare.results.failure.InputError;

/**
 * Any bytes are a policy or an {@link InputError}. In a usual build only the stored inputs are
 * tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=PolicyFileFuzzTest
 * }</pre>
 */
class PolicyFileFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAPolicyOrAnInputError(byte[] bytes) {
        try {
            PolicyFile.parse(bytes, java.nio.file.Path.of("fuzzed"));
        } catch (InputError expected) {
            // What the reader is to say of bytes that are no policy.
        }
    }
}
