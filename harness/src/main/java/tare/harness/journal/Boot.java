package tare.harness.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** This boot of the host: pids, start times and cgroups mean nothing in another. */
final class Boot {

    private Boot() {}

    /** The kernel's random id of this boot. */
    static String id() {
        try {
            return Files.readString(
                            Path.of("/proc/sys/kernel/random/boot_id"), StandardCharsets.US_ASCII)
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
