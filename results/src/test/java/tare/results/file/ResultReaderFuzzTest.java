package tare.results.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import tare.results.failure.InputError;

/**
 * Any bytes are a result or an {@link InputError}. In a usual build only the stored inputs are
 * tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=ResultReaderFuzzTest
 * }</pre>
 */
class ResultReaderFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAResultOrAnInputError(byte[] bytes) throws IOException {
        try {
            ResultReader.read(new ByteArrayInputStream(bytes), Path.of("fuzzed"));
        } catch (InputError expected) {
            // What the reader is to say of bytes that are no result.
        }
    }
}
