package tare.results.history;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * Any bytes are an index, as far as its records are whole. In a usual build only the stored inputs
 * are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl results test -Dtest=IndexReaderFuzzTest
 * }</pre>
 */
class IndexReaderFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAnIndexAsFarAsItIsWhole(byte[] bytes) {
        IndexReader index = IndexReader.of(bytes);
        if (index.end() > bytes.length) {
            throw new AssertionError("it ends after its end");
        }
        index.files()
                .values()
                .forEach(file -> index.cells(file, (key, method, p50, p90, p99, p999) -> {}));
    }
}
