package tare.harness.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** How often the kernel has moved the calling thread to another CPU. */
public final class ThreadMigrations {

    private static final Path FILE = Path.of("/proc/thread-self/sched");
    private static final String FIELD = "se.nr_migrations";

    private ThreadMigrations() {}

    /** Since the thread began; empty where the kernel does not tell (CONFIG_SCHED_DEBUG). */
    public static OptionalLong count() {
        try {
            for (String line : Files.readAllLines(FILE)) {
                if (line.startsWith(FIELD)) {
                    String value = line.substring(line.indexOf(':') + 1).strip();
                    return OptionalLong.of(Long.parseLong(value));
                }
            }
        } catch (IOException absent) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }
}
