package tare.harness.backend.guestkernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Function;
import tare.harness.backend.LaunchException;

/**
 * Copies what is unpacked on the way, and tells apart what is wrong with it from what is wrong with
 * the place that it is written to.
 */
final class Unpacking {

    private static final int CHUNK_BYTES = 1 << 16;

    private Unpacking() {}

    /**
     * @param from what unpacks; a damaged input may make it fail in any way
     * @param most bytes to copy; it must have no more
     * @param damaged says what to throw about the input
     * @return number of bytes copied
     * @throws IOException if it cannot be written
     */
    static long copy(
            InputStream from,
            OutputStream to,
            long most,
            Function<Exception, LaunchException> damaged)
            throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        long copied = 0;
        while (true) {
            int count = read(from, chunk, damaged);
            if (count < 0) {
                return copied;
            }
            copied += count;
            if (copied > most) {
                throw damaged.apply(new IOException("it unpacks to more than " + most + " bytes"));
            }
            to.write(chunk, 0, count);
        }
    }

    private static int read(
            InputStream from, byte[] chunk, Function<Exception, LaunchException> damaged) {
        try {
            return from.read(chunk);
        } catch (IOException | RuntimeException e) {
            // The libraries' decoders throw what their arrays and states throw.
            throw damaged.apply(e);
        }
    }
}
