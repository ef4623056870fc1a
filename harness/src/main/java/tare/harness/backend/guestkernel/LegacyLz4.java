package tare.harness.backend.guestkernel;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.commons.compress.compressors.lz4.BlockLZ4CompressorInputStream;

/**
 * The old container of LZ4, which kernels are packed in ({@code lz4 -l}; "Legacy frame" of
 * lz4_Frame_format.md): a magic number, then blocks with their packed sizes before them.
 */
final class LegacyLz4 extends InputStream {

    private static final int MAGIC = 0x184c2102;

    /** What every block but the last holds unpacked. */
    private static final int BLOCK_BYTES = 8 << 20;

    private final ByteBuffer packed;
    private final long length;
    private long unpacked;
    private byte[] block = new byte[0];
    private int at;

    /**
     * @param packed from its magic number; what is behind the last block is passed over
     * @param length number of bytes when unpacked, by which the last block is known
     * @throws IOException if it has no such magic number
     */
    LegacyLz4(byte[] packed, long length) throws IOException {
        this.packed = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        this.length = length;
        if (packed.length < 4 || this.packed.getInt() != MAGIC) {
            throw new IOException("it has no frame of LZ4");
        }
    }

    @Override
    public int read() throws IOException {
        return arrived() ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!arrived()) {
            return -1;
        }
        int copied = Math.min(count, block.length - at);
        System.arraycopy(block, at, target, offset, copied);
        at += copied;
        return copied;
    }

    /** Whether there is a byte, after unpacking the next block if there is one to come. */
    private boolean arrived() throws IOException {
        if (at < block.length) {
            return true;
        }
        if (unpacked >= length) {
            return false;
        }
        if (packed.remaining() < 4) {
            throw new EOFException("it ends after " + unpacked + " of " + length + " bytes");
        }
        int size = packed.getInt();
        if (size <= 0 || size > packed.remaining()) {
            throw new EOFException(
                    "a block of " + size + " bytes, " + packed.remaining() + " left");
        }
        try (InputStream stream =
                new BlockLZ4CompressorInputStream(
                        new ByteArrayInputStream(packed.array(), packed.position(), size))) {
            block = stream.readNBytes(BLOCK_BYTES + 1);
        }
        if (block.length == 0 || block.length > BLOCK_BYTES) {
            throw new IOException("a block of " + block.length + " bytes");
        }
        packed.position(packed.position() + size);
        unpacked += block.length;
        at = 0;
        return true;
    }
}
