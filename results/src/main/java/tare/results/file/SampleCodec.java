package tare.results.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;

/**
 * Many samples in few characters, order kept: each sample's word less the word before it, as
 * big-endian 64-bit numbers, deflated (RFC 1950), in Base64 (RFC 4648). The first word is less 0.
 */
final class SampleCodec {

    /** Above it a round is encoded. */
    static final int THRESHOLD = 10_000;

    /** More than any run makes; a file that claims more is refused before memory is taken. */
    static final int LARGEST = 2_000_000;

    /** Characters of the longest text: {@link #LARGEST} words that cannot be compressed. */
    static final int LONGEST_TEXT = LARGEST * Long.BYTES / 3 * 4 + (1 << 16);

    /** What the words are. */
    enum Encoding {
        /** Whole numbers, exact in a double: each is its own word. */
        INTEGERS("integers"),
        /** A double's bits (IEEE 754). */
        DOUBLES("doubles");

        private final String id;

        Encoding(String id) {
            this.id = id;
        }

        /** The word written in result files. */
        String id() {
            return id;
        }

        /** The smallest that holds all of these. */
        static Encoding of(double[] samples) {
            return Arrays.stream(samples).allMatch(Encoding::whole) ? INTEGERS : DOUBLES;
        }

        /** Whether a sample is a whole number that is exact, and is not minus zero. */
        static boolean whole(double sample) {
            return sample == Math.rint(sample)
                    && Math.abs(sample) <= 1L << 53
                    && Double.doubleToRawLongBits(sample) != Double.doubleToRawLongBits(-0.0);
        }

        private long word(double sample) {
            return this == INTEGERS ? (long) sample : Double.doubleToRawLongBits(sample);
        }

        private double sample(long word) {
            return this == INTEGERS ? (double) word : Double.longBitsToDouble(word);
        }
    }

    private SampleCodec() {}

    static String encode(double[] samples, Encoding encoding) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION);
        try (DataOutputStream out =
                new DataOutputStream(new DeflaterOutputStream(bytes, deflater, 1 << 16))) {
            long before = 0;
            for (double sample : samples) {
                long word = encoding.word(sample);
                out.writeLong(word - before);
                before = word;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * @param count how many samples the text must hold, at most {@link #LARGEST}; memory is taken
     *     for what is there, not for what is claimed
     * @throws IllegalArgumentException if it is not such a text
     */
    static double[] decode(String text, int count, Encoding encoding) {
        if (count < 0 || count > LARGEST) {
            throw new IllegalArgumentException("a round of " + count + " samples");
        }
        byte[] packed = Base64.getDecoder().decode(text);
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            return decode(inflater, count, encoding);
        } catch (DataFormatException e) {
            throw new IllegalArgumentException("encoded samples are damaged", e);
        } finally {
            inflater.end();
        }
    }

    private static double[] decode(Inflater inflater, int count, Encoding encoding)
            throws DataFormatException {
        double[] samples = new double[Math.min(count, 1 << 16)];
        ByteBuffer words = ByteBuffer.allocate(1 << 16);
        int filled = 0;
        long word = 0;
        while (inflater.inflate(words) > 0 || words.position() >= Long.BYTES) {
            words.flip();
            while (words.remaining() >= Long.BYTES) {
                if (filled == count) {
                    throw new IllegalArgumentException("encoded samples are more than " + count);
                }
                if (filled == samples.length) {
                    samples = Arrays.copyOf(samples, Math.min(count, 2 * filled));
                }
                word += words.getLong();
                samples[filled++] = encoding.sample(word);
            }
            words.compact();
        }
        if (filled != count || words.position() != 0 || !inflater.finished()) {
            throw new IllegalArgumentException(
                    "encoded samples are damaged: " + filled + " of " + count + " are there");
        }
        if (inflater.getRemaining() != 0) {
            throw new IllegalArgumentException("something follows the encoded samples");
        }
        return samples;
    }
}
