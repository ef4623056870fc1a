package tare.harness.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.ProcessIdentity;

/** Finds processes by the token of a journal's intent. */
final class Tokens {

    /** USER_HZ, which the kernel's interface fixes at 100 on x86-64 and aarch64. */
    private static final long NANOS_PER_TICK = 10_000_000;

    private Tokens() {}

    /**
     * Live processes that carry a token and began after the intent was written; never this one.
     *
     * @param sinceNanos on the monotonic clock, which is never ahead of the clock of start times
     */
    static List<ProcessIdentity> find(String token, long sinceNanos) throws IOException {
        List<ProcessIdentity> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                int pid = Integer.parseInt(entry.getFileName().toString());
                Optional<ProcessIdentity> process = ProcessIdentity.of(pid);
                if (pid != ProcessHandle.current().pid()
                        && process.isPresent()
                        && !process.get().ended()
                        && (process.get().startTicks() + 1) * NANOS_PER_TICK >= sinceNanos
                        && marks(pid, token)) {
                    found.add(process.get());
                }
            }
        }
        return found;
    }

    /** Whether a process's arguments, environment or cgroup carry a token. */
    static boolean marks(int pid, String token) {
        return MarkedProcesses.marks(pid, token);
    }
}
