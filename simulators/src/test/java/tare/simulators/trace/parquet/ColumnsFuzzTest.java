package tare.simulators.trace.parquet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Map;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import tare.results.failure.InputError;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.UsageCheck;
import tare.simulators.trace.parquet.OpenDc.MemoryUnit;

/**
 * Any bytes are a Parquet file or an {@link InputError}. In a usual build only the stored inputs
 * are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=ColumnsFuzzTest#tasks
 * }</pre>
 */
class ColumnsFuzzTest {

    private interface Reader {
        void read(Columns columns, Remarks remarks);
    }

    @FuzzTest(maxDuration = "60s")
    void tasks(byte[] bytes) {
        read(
                (columns, remarks) ->
                        OpenDc.instances(
                                columns, false, MemoryUnit.MIB, instances(remarks), remarks),
                bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void meta(byte[] bytes) {
        read(
                (columns, remarks) ->
                        OpenDc.instances(
                                columns, true, MemoryUnit.KIB, instances(remarks), remarks),
                bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void fragments(byte[] bytes) {
        read((columns, remarks) -> OpenDc.fragments(columns, known(), usage(remarks)), bytes);
    }

    @FuzzTest(maxDuration = "60s")
    void samples(byte[] bytes) {
        read((columns, remarks) -> OpenDc.samples(columns, known(), usage(remarks)), bytes);
    }

    private static void read(Reader reader, byte[] bytes) {
        try {
            reader.read(new Columns(file(bytes), "fuzzed"), new Remarks());
        } catch (InputError expected) {
            // What the reader is to say of bytes that are no Parquet.
        }
    }

    /** The tasks of which the stored inputs tell. */
    private static Map<String, OpenDc.Task> known() {
        return Map.of(
                "4", new OpenDc.Task(33_600, 1_000),
                "5", new OpenDc.Task(0, 0),
                "a", new OpenDc.Task(4_000, 0));
    }

    private static InstanceCheck instances(Remarks remarks) {
        return new InstanceCheck(
                row -> {
                    if (row.departsNanos() < row.arrivesNanos()
                            || row.cpuMillis().orElse(0) < 0
                            || row.memoryBytes().orElse(0) < 0) {
                        throw new AssertionError(row);
                    }
                },
                remarks);
    }

    private static UsageCheck usage(Remarks remarks) {
        return new UsageCheck(
                row -> {
                    if (!(row.share() >= 0 && row.share() <= 1) || row.durationNanos() <= 0) {
                        throw new AssertionError(row);
                    }
                },
                remarks);
    }

    private static InputFile file(byte[] bytes) {
        return new InputFile() {
            @Override
            public long getLength() {
                return bytes.length;
            }

            @Override
            public SeekableInputStream newStream() {
                return new Seekable(new Bytes(bytes));
            }
        };
    }

    private static final class Bytes extends InputStream {
        private final ByteBuffer buffer;

        Bytes(byte[] bytes) {
            buffer = ByteBuffer.wrap(bytes);
        }

        @Override
        public int read() {
            return buffer.hasRemaining() ? buffer.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int most) {
            int size = Math.min(most, buffer.remaining());
            buffer.get(into, from, size);
            return size == 0 && most > 0 ? -1 : size;
        }
    }

    private static final class Seekable extends DelegatingSeekableInputStream {
        private final Bytes bytes;

        Seekable(Bytes bytes) {
            super(bytes);
            this.bytes = bytes;
        }

        @Override
        public long getPos() {
            return bytes.buffer.position();
        }

        @Override
        public void seek(long position) throws IOException {
            if (position < 0 || position > bytes.buffer.limit()) {
                throw new EOFException("no such position: " + position);
            }
            bytes.buffer.position((int) position);
        }
    }
}
