package tare.results.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Many samples in few characters, order kept: the bits of each sample less those of the one before,
 * as big-endian 64-bit words, deflated (RFC 1951 in RFC 1950's wrapper), in Base64 (RFC 4648).
 */
final class SampleCodec {

    /** From here on a round is encoded. */
    static final int THRESHOLD = 10_000;

    /** More than any run makes; a file that claims more is refused before memory is taken. */
    static final int LARGEST = 4_000_000;

    private SampleCodec() {}

    static String encode(double[] samples) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
        try (DataOutputStream out =
                new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            long before = 0;
            for (double sample : samples) {
                long bits = Double.doubleToRawLongBits(sample);
                out.writeLong(bits - before);
                before = bits;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * @param count how many samples the text must hold
     * @throws IllegalArgumentException if it is not such a text
     */
    static double[] decode(String text, int count) {
        if (count < 0 || count > LARGEST) {
            throw new IllegalArgumentException("a round of " + count + " samples");
        }
        byte[] bytes = inflate(Base64.getDecoder().decode(text), count * Long.BYTES);
        ByteBuffer words = ByteBuffer.wrap(bytes);
        double[] samples = new double[count];
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits += words.getLong();
            samples[i] = Double.longBitsToDouble(bits);
        }
        return samples;
    }

    /** Inflates to exactly this length: a longer text is not unpacked to its end. */
    private static byte[] inflate(byte[] packed, int length) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            byte[] bytes = new byte[length];
            int filled = 0;
            while (filled < length) {
                int more = inflater.inflate(bytes, filled, length - filled);
                if (more == 0) {
                    throw new IllegalArgumentException("encoded samples are too few");
                }
                filled += more;
            }
            if (inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new IllegalArgumentException("encoded samples are too many");
            }
            return bytes;
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("encoded samples are damaged", e);
        } finally {
            inflater.end();
        }
    }
}
