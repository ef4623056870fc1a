package tare.results.foreign;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.TreeMap;
import tare.results.failure.InputError;
import tare.results.file.ResultWriter;
import tare.results.model.BackendClass;
import tare.results.model.HostFacts;
import tare.results.model.RunResult;
import tare.results.model.Tool;

/**
 * Any bytes are a result or an {@link InputError}, in each form. In a usual build only the stored
 * inputs are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=ImportFuzzTest#jmh
 * }</pre>
 */
class ImportFuzzTest {

    private static final Origin ORIGIN =
            new Origin(
                    "fuzzed",
                    "2026-11-24T21:00:00Z",
                    new HostFacts("ab".repeat(32), new TreeMap<>()),
                    new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                    "process",
                    BackendClass.PROCESS);

    private interface Form {
        RunResult read(ByteArrayInputStream stream, Origin origin) throws IOException;
    }

    @FuzzTest(maxDuration = "60s")
    void jmh(byte[] bytes) throws IOException {
        imported(JmhImport::read, bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void csv(byte[] bytes) throws IOException {
        imported(SampleCsv::read, bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void hdr(byte[] bytes) throws IOException {
        imported(HdrImport::read, bytes);
    }

    private static void imported(Form form, byte[] bytes) throws IOException {
        try {
            RunResult result = form.read(new ByteArrayInputStream(bytes), ORIGIN);
            ResultWriter.id(result.plan(), result.cells());
        } catch (InputError expected) {
            // What an import is to say of bytes that are not in its form.
        }
    }
}
