package tare.harness.backend.guestkernel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;

/**
 * The old container of LZ4, which kernels are packed in ({@code lz4 -l}; "Legacy frame" of
 * lz4_Frame_format.md): a magic number, then blocks with their packed sizes before them.
 */
final class LegacyLz4 {

    private static final int MAGIC = 0x184c2102;

    /** What every block but the last holds unpacked. */
    private static final int BLOCK_BYTES = 8 << 20;

    private LegacyLz4() {}

    /**
     * @param packed from its magic number; what is behind the last block is passed over
     * @param length number of bytes when unpacked, by which the last block is known
     * @throws IOException if it is damaged
     */
    static byte[] unpack(byte[] packed, long length) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < 4 || in.getInt() != MAGIC) {
            throw new IOException("it has no frame of LZ4");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        while (out.size() < length) {
            if (in.remaining() < 4) {
                throw new EOFException("it ends after " + out.size() + " of " + length + " bytes");
            }
            int size = in.getInt();
            if (size <= 0 || size > in.remaining()) {
                throw new EOFException(
                        "a block of " + size + " bytes, " + in.remaining() + " left");
            }
            byte[] block = new byte[size];
            in.get(block);
            try (BlockLZ4CompressorInputStream stream =
                    new BlockLZ4CompressorInputStream(new ByteArrayInputStream(block))) {
                byte[] unpacked = stream.readNBytes(BLOCK_BYTES + 1);
                if (unpacked.length == 0 || unpacked.length > BLOCK_BYTES) {
                    throw new IOException("a block of " + unpacked.length + " bytes");
                }
                out.write(unpacked);
            }
        }
        return out.toByteArray();
    }
}
