package tare.harness.crowd;

import java.util.Locale;
import java.util.Map;

/** What kept a crowd from growing: in terms of what can be changed. */
public enum Limit {
    /** As many as were asked for; more may fit. */
    CAP("cap", "give --max N for more"),
    /** The time for it was over; more may fit. */
    DURATION("duration", "give --duration for more time"),
    /** The host keeps this much memory, whatever is asked for. */
    MEMORY_FLOOR("memory-floor", "a host with more memory, or a lower --memory-floor"),
    /** Starts took longer than was promised. */
    SLA("sla", "a longer --sla, or fewer instances on this host"),
    /** Descriptors of the processes that hold the instances. */
    DESCRIPTORS("nofile", "raise ulimit -n, or density.helpers"),
    /** Open files of the whole host. */
    FILES("file-max", "raise fs.file-max"),
    /** Tasks: of the host, of the user, or of a cgroup. */
    TASKS("pid-max", "raise kernel.pid_max and kernel.threads-max, ulimit -u, and pids.max above"),
    /** Namespaces of one kind for the user. */
    NAMESPACES("max-namespaces", "raise the user.max_*_namespaces that is full"),
    /** Mounts of one namespace. */
    MOUNTS("mount-max", "raise fs.mount-max"),
    /** Groups: the kernel counts 65,535 memory groups, and a tree may be limited. */
    CGROUPS("cgroups", "fewer cgroups on this host, or a higher cgroup.max.descendants"),
    /** Memory that the kernel could not get, although there is enough. */
    KERNEL_MEMORY("kernel-memory", "a host or cgroup with more memory; vm.max_map_count"),
    /** A process that held instances died. */
    HELPER_LOST("helper-lost", "see whether the kernel's OOM killer took it: dmesg"),
    /** Anything else. */
    START("start", "see the reason");

    private static final Map<String, Limit> BY_ERROR =
            Map.of(
                    "EMFILE", DESCRIPTORS,
                    "ENFILE", FILES,
                    "EAGAIN", TASKS,
                    "EUSERS", NAMESPACES,
                    "ENOMEM", KERNEL_MEMORY);

    private final String id;
    private final String change;

    Limit(String id, String change) {
        this.id = id;
        this.change = change;
    }

    /** The word in result files. */
    public String id() {
        return id;
    }

    /** What to change for more. */
    public String change() {
        return change;
    }

    /** Whether the host or the backend set it, and not what was asked for. */
    public boolean ofHost() {
        return this != CAP && this != DURATION;
    }

    /** What a helper's word for why it stopped means. */
    static Limit of(Batch.Stop stop) {
        if (stop.memory()) {
            return MEMORY_FLOOR;
        }
        String step = stop.step().toLowerCase(Locale.ROOT);
        String why = stop.why();
        if (why.contains("ENOSPC") || why.contains("No space left")) {
            if (step.contains("cgroup") || step.contains("mkdir") || step.contains("group")) {
                return CGROUPS;
            }
            return step.contains("mount") || step.contains("bind") ? MOUNTS : NAMESPACES;
        }
        for (Map.Entry<String, Limit> known : BY_ERROR.entrySet()) {
            if (why.startsWith(known.getKey())) {
                return known.getValue();
            }
        }
        return why.contains("Too many open files") ? DESCRIPTORS : START;
    }
}
