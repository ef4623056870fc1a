package tare.results.file;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tare.results.failure.InputError;
import tare.results.model.RunState;

/**
 * Any bytes are an unfinished run or an {@link InputError}, and what is read can be put together.
 * In a usual build only the stored inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=RunJournalFuzzTest
 * }</pre>
 */
class RunJournalFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreARunOrAnInputError(byte[] bytes) throws IOException {
        try {
            JournalReader.Content content =
                    JournalReader.read(new ByteArrayInputStream(bytes), Path.of("fuzzed"));
            List<Fragment> fragments = new ArrayList<>();
            content.lines().forEach(line -> fragments.addAll(line.fragments()));
            Assembly.result(
                    content.header(),
                    RunState.PARTIAL,
                    content.header().host(),
                    fragments,
                    List.of());
        } catch (InputError expected) {
            // What the reader is to say of bytes that are no unfinished run.
        }
    }
}
