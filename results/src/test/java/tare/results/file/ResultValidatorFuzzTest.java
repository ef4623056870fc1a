package tare.results.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import tare.results.failure.InputError;

/**
 * Any bytes have findings or are a result, and the reader agrees: what is valid can be read. In a
 * usual build only the stored inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=ResultValidatorFuzzTest
 * }</pre>
 */
class ResultValidatorFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void whatIsValidCanBeRead(byte[] bytes) throws IOException {
        ResultValidator.Checked checked = ResultValidator.check(new ByteArrayInputStream(bytes));
        boolean read = true;
        try {
            ResultReader.read(new ByteArrayInputStream(bytes), Path.of("fuzzed"));
        } catch (InputError expected) {
            read = false;
        }
        if (checked.valid() && !read) {
            throw new AssertionError("valid, and yet it cannot be read");
        }
    }
}
