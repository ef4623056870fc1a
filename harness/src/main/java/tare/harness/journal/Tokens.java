package tare.harness.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.linux.ProcessIdentity;

/** Finds processes by the token that a journal's intent left in their arguments or cgroup. */
final class Tokens {

    /** A shorter token could occur by chance. */
    private static final int MINIMUM_LENGTH = 8;

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
        if (token.length() < MINIMUM_LENGTH) {
            return found;
        }
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

    /** Whether a process's arguments or cgroup carry a token. */
    static boolean marks(int pid, String token) {
        return token.length() >= MINIMUM_LENGTH
                && (contains(pid, "cgroup", token) || contains(pid, "cmdline", token));
    }

    private static boolean contains(int pid, String file, String token) {
        try {
            return carries(
                    Files.readString(
                            Path.of("/proc/" + pid + "/" + file), StandardCharsets.ISO_8859_1),
                    token);
        } catch (IOException gone) {
            // It ended while it was looked at.
            return false;
        }
    }

    /** Whether a text has a token as a whole: {@code run-1} is not in {@code run-10}. */
    static boolean carries(String text, String token) {
        for (int at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
            int end = at + token.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
