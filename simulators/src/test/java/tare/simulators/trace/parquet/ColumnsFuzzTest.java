package tare.simulators.trace.parquet;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;
import tare.results.failure.InputError;
import tare.simulators.trace.InstanceCheck;
import tare.simulators.trace.Remarks;
import tare.simulators.trace.parquet.OpenDc.MemoryUnit;

/**
 * Any bytes are a Parquet file or an {@link InputError}. In a usual build only the stored inputs
 * are tried; new ones are looked for by
 *
 * <pre>{@code
 * JAZZER_FUZZ=1 mvn -pl simulators -am test -Dtest=ColumnsFuzzTest
 * }</pre>
 */
class ColumnsFuzzTest {

    @FuzzTest(maxDuration = "60s")
    void anyBytesAreAParquetFileOrAnInputError(byte[] bytes) {
        Remarks remarks = new Remarks();
        try {
            OpenDc.instances(
                    new Columns(file(bytes), "fuzzed"),
                    false,
                    MemoryUnit.MIB,
                    new InstanceCheck(row -> {}, remarks),
                    remarks);
        } catch (InputError expected) {
            // What the reader is to say of bytes that are no Parquet.
        }
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
