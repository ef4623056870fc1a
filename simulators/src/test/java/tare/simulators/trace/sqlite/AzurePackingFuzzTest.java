package tare.simulators.trace.sqlite;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tare.results.failure.InputError;
import tare.results.failure.UsageError;

/**
 * Any bytes are a packing trace, an {@link InputError}, or a trace without the machine that was
 * asked for. In a usual build only the stored inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=AzurePackingFuzzTest
 * }</pre>
 */
class AzurePackingFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreATraceOrAnError(byte[] bytes) throws IOException {
        Path file = Files.createTempFile("fuzzed", ".sqlite");
        try {
            Files.write(file, bytes);
            new AzurePacking(file, new AzurePacking.Machine(1, 64_000, 1L << 38))
                    .instances(row -> {});
        } catch (InputError | UsageError expected) {
            // What the reader is to say of bytes that are no trace.
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
