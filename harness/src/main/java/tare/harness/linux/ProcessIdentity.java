package tare.harness.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells a process from a later one with the same pid, within one boot.
 *
 * @param pid in this process's pid namespace
 * @param startTicks field 22 of /proc/PID/stat: clock ticks after boot
 * @param ended whether it is a zombie, or dead: nothing of it runs any more
 */
public record ProcessIdentity(int pid, long startTicks, boolean ended) {

    private static final int STATE = 0;
    // Field 22 of the line; the fields after the name begin with number 3, the state.
    private static final int START_TIME = 22 - 3;

    /** Reads it from /proc; empty if there is no such process. */
    public static Optional<ProcessIdentity> of(int pid) {
        return read(Path.of("/proc"), pid);
    }

    static Optional<ProcessIdentity> read(Path proc, int pid) {
        String line;
        try {
            line = Files.readString(proc.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            // ENOENT or ESRCH: the process went away before or while it was read.
            return Optional.empty();
        }
        // The name may hold spaces and brackets; nothing after it does.
        String[] fields = line.substring(line.lastIndexOf(')') + 2).strip().split(" ", -1);
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        return Optional.of(new ProcessIdentity(pid, Long.parseLong(fields[START_TIME]), ended));
    }
}
