package tare.harness.backend.program;

import java.nio.charset.StandardCharsets;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Memfd;
import tare.harness.linux.Syscall;

/**
 * What a runtime says on descriptor 2: a file in memory, since an end of file never comes on a pipe
 * that a surviving process has inherited. However much is said, little is kept and less is read.
 */
final class Errors implements AutoCloseable {

    /** What is said beyond is refused to whoever says it. */
    private static final long KEPT_BYTES = 1 << 20;

    /** Read of the beginning, and of the end: the first complaint, and the last word. */
    private static final int READ_BYTES = 4096;

    private static final int SEEK_CUR = 1;

    private final Kernel kernel;
    private final Memfd file;

    Errors(Kernel kernel, String name) {
        this.kernel = kernel;
        this.file = Memfd.ofSize(kernel, name, KEPT_BYTES);
    }

    int descriptor() {
        return file.number();
    }

    /** The first and the last 4 KiB, as one line without what a terminal would obey. */
    String words() {
        // The descriptor is shared with whoever wrote: its offset tells how much there is.
        long end = Math.max(0, kernel.attempt(Syscall.LSEEK, file.number(), 0, SEEK_CUR));
        if (end <= 2 * READ_BYTES) {
            return read(0, (int) end);
        }
        return read(0, READ_BYTES) + " [...] " + read(end - READ_BYTES, READ_BYTES);
    }

    private String read(long from, int most) {
        try (Arena arena = new Arena(2 * READ_BYTES + 8L)) {
            long buffer = arena.reserve(2 * READ_BYTES);
            long read = kernel.attempt(Syscall.PREAD64, file.number(), buffer, most, from);
            byte[] bytes = arena.bytesAt(buffer, (int) Math.max(0, read));
            // Controls of both sets, marks that turn writing round, separators of lines.
            return new String(bytes, StandardCharsets.UTF_8)
                    .replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+", " ")
                    .strip();
        }
    }

    @Override
    public void close() {
        file.close();
    }
}
