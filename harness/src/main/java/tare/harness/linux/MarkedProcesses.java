package tare.harness.linux;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes that carry a mark in their arguments, their environment or their cgroup: those of one
 * instance, whoever their parent is by now.
 */
public final class MarkedProcesses {

    /** A shorter mark could occur by chance. */
    private static final int MINIMUM_LENGTH = 8;

    /** A killed process may be stuck in the kernel; that long it may take to go. */
    private static final long DEATH_NANOS = 5_000_000_000L;

    /** What is killed may have forked in the meantime. */
    private static final int SWEEPS = 8;

    private static final List<String> PLACES = List.of("cgroup", "cmdline", "environ");

    private MarkedProcesses() {}

    /** Whether a process carries a mark; not if it has ended. */
    public static boolean marks(int pid, String mark) {
        if (mark.length() < MINIMUM_LENGTH) {
            return false;
        }
        for (String place : PLACES) {
            if (contains(Path.of("/proc/" + pid + "/" + place), mark)) {
                return true;
            }
        }
        return false;
    }

    /** All that carry a mark and live, and what they have started; never this process. */
    public static List<ProcessIdentity> find(String mark) throws IOException {
        List<ProcessIdentity> all = live();
        Set<Integer> wanted = new HashSet<>();
        for (ProcessIdentity process : all) {
            if (marks(process.pid(), mark)) {
                wanted.add(process.pid());
            }
        }
        for (int size = -1; size < wanted.size(); ) {
            size = wanted.size();
            for (ProcessIdentity process : all) {
                if (wanted.contains(parent(process.pid()))) {
                    wanted.add(process.pid());
                }
            }
        }
        return all.stream().filter(process -> wanted.contains(process.pid())).toList();
    }

    /**
     * Kills all that carry a mark, and what they have started.
     *
     * @return how many there were
     * @throws IOException if one does not die
     */
    public static int kill(Kernel kernel, String mark) throws IOException {
        int killed = 0;
        List<ProcessIdentity> found = find(mark);
        for (int sweep = 0; sweep < SWEEPS && !found.isEmpty(); sweep++) {
            // All before any is waited for: none of them sees another's end and acts on it.
            List<Pidfd> dying = new ArrayList<>();
            for (ProcessIdentity process : found) {
                signal(kernel, process).ifPresent(dying::add);
            }
            killed += dying.size();
            for (Pidfd process : dying) {
                try (process) {
                    process.awaitExit(DEATH_NANOS);
                }
            }
            found = find(mark);
        }
        if (!found.isEmpty()) {
            throw new IOException("process " + found.get(0).pid() + " does not die");
        }
        return killed;
    }

    private static Optional<Pidfd> signal(Kernel kernel, ProcessIdentity process) {
        Optional<Pidfd> handle = Pidfd.open(kernel, process.pid());
        // Compared once the handle is held: from here on the pid cannot come to mean another.
        boolean same =
                ProcessIdentity.of(process.pid())
                        .filter(now -> now.startTicks() == process.startTicks())
                        .isPresent();
        if (handle.isPresent() && !(same && handle.get().signal(Pidfd.SIGKILL))) {
            handle.get().close();
            return Optional.empty();
        }
        return handle;
    }

    private static List<ProcessIdentity> live() throws IOException {
        int self = (int) ProcessHandle.current().pid();
        List<ProcessIdentity> all = new ArrayList<>();
        try (var entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                ProcessIdentity.of(Integer.parseInt(entry.getFileName().toString()))
                        .filter(process -> !process.ended() && process.pid() != self)
                        .ifPresent(all::add);
            }
        }
        return all;
    }

    /** Field 4 of /proc/PID/stat; 0 if it is gone. */
    private static int parent(int pid) {
        try {
            String line = Files.readString(Path.of("/proc/" + pid + "/stat"), ISO_8859_1);
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", 3);
            return Integer.parseInt(fields[1]);
        } catch (IOException gone) {
            return 0;
        }
    }

    private static boolean contains(Path file, String mark) {
        try {
            return carries(Files.readString(file, ISO_8859_1), mark);
        } catch (IOException gone) {
            // It ended while it was looked at, or is another user's.
            return false;
        }
    }

    /** Whether a text has a mark as a whole: {@code run-1} is not in {@code run-10}. */
    public static boolean carries(String text, String mark) {
        for (int at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
            int end = at + mark.length();
            if ((at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)))
                    && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }
}
