package tare.harness.backend.program;

import java.nio.charset.StandardCharsets;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Memfd;
import tare.harness.linux.Syscall;

/**
 * What a runtime says on descriptor 2: a file in memory, since an end of file never comes on a pipe
 * that a surviving process has inherited. However much is said, little is read.
 */
final class Errors implements AutoCloseable {

    private static final int MOST_BYTES = 4096;

    private final Kernel kernel;
    private final Memfd file;

    Errors(Kernel kernel, String name) {
        this.kernel = kernel;
        this.file = Memfd.empty(kernel, name);
    }

    int descriptor() {
        return file.number();
    }

    /** The first 4 KiB, as one line without what a terminal would obey. */
    String words() {
        try (Arena arena = new Arena(MOST_BYTES + 8L)) {
            long buffer = arena.reserve(MOST_BYTES);
            long read = kernel.attempt(Syscall.PREAD64, file.number(), buffer, MOST_BYTES, 0);
            byte[] bytes = arena.bytesAt(buffer, (int) Math.max(0, read));
            return new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
