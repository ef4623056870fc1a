package tare.harness.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The kernel's cache of files, which decides whether a start is warm or cold. */
public final class PageCache {

    private static final Path SWITCH = Path.of("/proc/sys/vm/drop_caches");

    /** Pages, and what is kept of directories and inodes (Documentation/admin-guide/sysctl/vm). */
    private static final String ALL = "3\n";

    private PageCache() {}

    /**
     * Drops what is clean and not mapped, for every process of the host: only with the user's
     * leave. There is no old state to go back to; the cache fills again by use.
     *
     * @throws IOException if this process may not
     */
    public static void drop() throws IOException {
        Files.writeString(SWITCH, ALL, StandardOpenOption.WRITE);
    }
}
