package tare.results.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.results.exchange.PolicyFile;
import tare.results.failure.InputError;
import tare.results.foreign.HdrImport;
import tare.results.foreign.JmhExport;
import tare.results.foreign.JmhImport;
import tare.results.foreign.Origin;
import tare.results.foreign.SampleCsv;
import tare.results.history.Store;
import tare.results.history.Trend;
import tare.results.history.Trends;
import tare.results.model.BackendClass;
import tare.results.model.HostFacts;
import tare.results.model.RunResult;
import tare.results.model.Tool;

/** What a file may be: too large, endless, cut off; each reader says so, and in bounded memory. */
class HostileInputTest {

    private static final long GIGABYTE = 1L << 30;

    private static final Origin ORIGIN =
            new Origin(
                    "hostile",
                    "2026-11-24T21:00:00Z",
                    new HostFacts("ab".repeat(32), new TreeMap<>()),
                    new Tool("0.1.0", "unknown", new TreeMap<>(), new TreeMap<>()),
                    "process",
                    BackendClass.PROCESS);

    @TempDir Path directory;

    private interface Reader {
        void read(InputStream stream) throws IOException;
    }

    private static final List<Reader> STREAMING =
            List.of(
                    stream -> ResultReader.read(stream, Path.of("hostile")),
                    stream -> JmhImport.read(stream, ORIGIN),
                    stream -> SampleCsv.read(stream, ORIGIN),
                    stream -> HdrImport.read(stream, ORIGIN));

    @Test
    void aGigabyteIsRefusedByItsSize() throws IOException {
        Path file = directory.resolve("huge.json");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(GIGABYTE);
        }
        assertThrows(InputError.class, () -> new ResultReader().read(file));
        assertThrows(InputError.class, () -> new ResultValidator().check(file));
        assertThrows(InputError.class, () -> JsonIn.requirePlausible(file));
        assertThrows(InputError.class, () -> PolicyFile.read(file));
        var history =
                Trends.of(
                        new Store(directory, (done, all) -> {}),
                        List.of(new Trends.Wanted(key -> true, 0.5)),
                        10,
                        new Trend.Sought(Trend.Way.WINDOWED, .001, .03));
        assertEquals(0, history.results());
        assertEquals(1, history.troubles().size());
    }

    /** Streams have no size: what never ends is refused long before it fills the memory. */
    @Test
    void whatNeverEndsIsRefused() {
        for (String endless :
                List.of("[", "{\"a\":", "1", " ", ",", "\"", "x\n", "[1,", "\u0000")) {
            for (Reader reader : STREAMING) {
                assertThrows(
                        InputError.class,
                        () -> reader.read(new Repeating(endless.getBytes(StandardCharsets.UTF_8))),
                        endless);
            }
        }
    }

    @Test
    void formsCutAnywhereAreAResultOrAnError() throws IOException {
        RunResult small = ResultFixtures.result();
        ByteArrayOutputStream csv = new ByteArrayOutputStream();
        SampleCsv.write(small, csv);
        ByteArrayOutputStream jmh = new ByteArrayOutputStream();
        JmhExport.write(small, jmh);
        cut(csv.toByteArray(), STREAMING.get(2), false);
        cut(jmh.toByteArray(), STREAMING.get(1), true);
        cut(SampleLog.log(small), STREAMING.get(3), false);
    }

    private static void cut(byte[] whole, Reader reader, boolean refused) throws IOException {
        int last = Math.min(whole.length, 20_000);
        for (int length = 0; length < last; length += length < 3_000 ? 1 : 97) {
            byte[] part = Arrays.copyOf(whole, length);
            try {
                reader.read(new ByteArrayInputStream(part));
                assertTrue(!refused, "cut at " + length);
            } catch (InputError expected) {
                assertTrue(expected.why().length() > 3);
            }
        }
    }

    /** The same bytes again and again, up to a gigabyte. */
    private static final class Repeating extends InputStream {
        private final byte[] bytes;
        private long given;

        Repeating(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return given == GIGABYTE ? -1 : bytes[(int) (given++ % bytes.length)] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            int count = (int) Math.min(length, GIGABYTE - given);
            for (int i = 0; i < count; i++) {
                into[from + i] = bytes[(int) (given++ % bytes.length)];
            }
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
