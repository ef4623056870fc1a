package tare.simulators.trace;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Bytes of a trace with their name; unpacked where they are gzip, whatever the name says. */
public interface Source {

    /** As the user named it; for messages. */
    String name();

    /** Opens the bytes as they lie there. */
    InputStream open() throws IOException;

    /** A file. */
    static Source of(Path file) {
        return new Source() {
            @Override
            public String name() {
                return file.toString();
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }

    /** Opens the bytes, unpacked. */
    default InputStream openPlain() throws IOException {
        BufferedInputStream in = new BufferedInputStream(open(), 1 << 16);
        try {
            in.mark(2);
            boolean packed = in.read() == 0x1f && in.read() == 0x8b;
            in.reset();
            return packed ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
