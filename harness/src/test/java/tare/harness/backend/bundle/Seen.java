package tare.harness.backend.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import tare.harness.backend.InstanceSpec;

/** What /proc says of a live instance's first process. */
final class Seen {

    private static final Map<Part, String> NAMESPACES =
            Map.of(
                    Part.PID, "pid",
                    Part.UTS, "uts",
                    Part.IPC, "ipc",
                    Part.NETWORK, "net",
                    Part.CGROUP, "cgroup",
                    Part.USER, "user");

    private Seen() {}

    /** The parts that are on. */
    static Set<Part> parts(int pid, InstanceSpec spec) throws IOException {
        Path process = Path.of("/proc", "" + pid);
        Set<Part> seen = EnumSet.noneOf(Part.class);
        for (Map.Entry<Part, String> entry : NAMESPACES.entrySet()) {
            Path own = Path.of("/proc/self/ns", entry.getValue());
            Path its = process.resolve("ns").resolve(entry.getValue());
            if (!Files.readSymbolicLink(own).equals(Files.readSymbolicLink(its))) {
                seen.add(entry.getKey());
            }
        }
        String status = Files.readString(process.resolve("status"));
        add(seen, Part.CAPABILITIES, status.contains("\nCapBnd:\t0000000000000000\n"));
        add(seen, Part.NO_NEW_PRIVS, status.contains("\nNoNewPrivs:\t1\n"));
        add(seen, Part.SECCOMP, status.contains("\nSeccomp:\t2\n"));
        String mounts = Files.readString(process.resolve("mountinfo"));
        add(seen, Part.READ_ONLY, mounts.matches("(?s).* / ro[, ].*"));
        // Not one that is hidden: which of them a kernel has differs.
        add(seen, Part.MASKED, mounts.contains(" /proc/sys "));
        LimitsOf limits = LimitsOf.process(pid);
        add(seen, Part.LIMITS, limits.memoryBytes() == spec.memoryLimitBytes());
        return seen;
    }

    private static void add(Set<Part> seen, Part part, boolean on) {
        if (on) {
            seen.add(part);
        }
    }
}
