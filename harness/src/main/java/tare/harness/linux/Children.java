package tare.harness.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Processes that a process of one thread has started and not yet reaped (proc(5), children). */
public final class Children {

    private static final String OWN_PIDS = "NSpid:";

    private Children() {}

    /** Their pids; none if the process is gone. */
    public static List<Integer> of(int pid) {
        List<Integer> pids = new ArrayList<>();
        try {
            Path file = Path.of("/proc/" + pid + "/task/" + pid + "/children");
            for (String word : Files.readString(file).strip().split(" ", -1)) {
                if (!word.isEmpty()) {
                    pids.add(Integer.valueOf(word));
                }
            }
        } catch (NoSuchFileException e) {
            // It is gone, or the kernel lacks CONFIG_PROC_CHILDREN: then all processes are asked.
            ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::children)
                    .forEach(child -> pids.add((int) child.pid()));
        } catch (IOException gone) {
            // ESRCH: it went away while it was read.
            return List.of();
        }
        return pids;
    }

    /** The child that is process 1 of a pid namespace; empty if there is none. */
    public static OptionalInt firstOfNamespace(int pid) {
        return of(pid).stream().filter(Children::isFirst).mapToInt(Integer::intValue).findFirst();
    }

    /** SIGKILL for each of them. */
    public static void kill(Kernel kernel, int pid) {
        for (int child : of(pid)) {
            try (Pidfd handle = Pidfd.open(kernel, child).orElse(null)) {
                // Looked up again once the handle is held: the pid may have come to mean another.
                if (handle != null && of(pid).contains(child)) {
                    handle.signal(Pidfd.SIGKILL);
                }
            }
        }
    }

    private static boolean isFirst(int pid) {
        try {
            Path status = Path.of("/proc/" + pid + "/status");
            for (String line : Files.readAllLines(status, StandardCharsets.ISO_8859_1)) {
                if (line.startsWith(OWN_PIDS)) {
                    return line.endsWith("\t1");
                }
            }
            return false;
        } catch (IOException gone) {
            return false;
        }
    }
}
