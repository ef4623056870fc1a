package tare.simulators.trace.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Unpacks pages; packs none. */
final class Pages implements CompressionCodecFactory {

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case UNCOMPRESSED -> new Unpacking(packed -> packed);
            case SNAPPY -> new Unpacking(SnappyCompressorInputStream::new);
            case GZIP -> new Unpacking(GZIPInputStream::new);
            case ZSTD -> new Unpacking(ZstdCompressorInputStream::new);
            case LZO, BROTLI, LZ4, LZ4_RAW ->
                    throw new UnsupportedOperationException(
                            "pages are packed by " + codec + "; snappy, gzip and zstd are read");
        };
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new UnsupportedOperationException("Tare writes no Parquet");
    }

    @Override
    public void release() {
        // Holds nothing.
    }

    /** Opens packed bytes. */
    private interface Opening {
        InputStream open(InputStream packed) throws IOException;
    }

    private record Unpacking(Opening opening) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput packed, int size) throws IOException {
            return BytesInput.from(unpacked(packed.toInputStream(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer out, int size)
                throws IOException {
            byte[] bytes = new byte[packedSize];
            packed.get(bytes);
            out.put(unpacked(new ByteArrayInputStream(bytes), size));
        }

        @Override
        public void release() {
            // Holds nothing.
        }

        /** Grows with what is there: a size that a broken file claims is not believed. */
        private byte[] unpacked(InputStream packed, int size) throws IOException {
            try (InputStream in = opening.open(packed)) {
                byte[] bytes = in.readNBytes(size);
                if (bytes.length != size) {
                    throw new IOException(
                            "a page of " + size + " bytes unpacks to " + bytes.length);
                }
                return bytes;
            }
        }
    }
}
