package tare.harness.backend.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;

/**
 * Finds and kills what a daemon has started and left: its shims, by a word on their command lines.
 */
public final class Survivors {

    private static final long DEATH_NANOS = 5_000_000_000L;

    private Survivors() {}

    /**
     * Kills every process, other than this, that has an argument.
     *
     * @param argument whole, unique on the host, begins with {@code tare-} or is a path with such a
     *     component
     * @throws IOException if one does not die
     */
    public static void kill(Kernel kernel, String argument) throws IOException {
        if (!argument.contains("tare-")) {
            throw new IllegalArgumentException("not a word of Tare's: " + argument);
        }
        for (int pid : find(argument)) {
            try (Pidfd process = Pidfd.open(kernel, pid).orElse(null)) {
                // Looked at again once the handle is held: the pid may have come to mean another.
                if (process != null && carries(pid, argument)) {
                    process.signal(Pidfd.SIGKILL);
                    if (!process.awaitExit(DEATH_NANOS)) {
                        throw new IOException("process " + pid + " does not die");
                    }
                }
            }
        }
    }

    /** Pids of those that have it. */
    public static List<Integer> find(String argument) throws IOException {
        List<Integer> found = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                int pid = Integer.parseInt(entry.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && carries(pid, argument)) {
                    found.add(pid);
                }
            }
        }
        return found;
    }

    private static boolean carries(int pid, String argument) {
        try {
            String line =
                    Files.readString(
                            Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
            return List.of(line.split("\0", -1)).contains(argument);
        } catch (IOException gone) {
            // It ended while it was looked at.
            return false;
        }
    }
}
