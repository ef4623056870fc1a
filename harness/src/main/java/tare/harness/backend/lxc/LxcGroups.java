package tare.harness.backend.lxc;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.MemoryKills;
import tare.harness.linux.Kernel;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;
import tare.harness.linux.cgroup.Removal;

/**
 * The control groups that LXC makes, three for each instance in every tree: for the container, for
 * its monitor, and one into which the monitor goes to remove its own, which LXC leaves behind.
 */
final class LxcGroups {

    private static final String PAYLOAD = "lxc.payload.";
    private static final String MONITOR = "lxc.monitor.";
    private static final String PIVOT = "lxc.pivot.";

    /** What LXC makes below the pivot that it is told. */
    private static final String INNER_PIVOT = "lxc.pivot";

    private final Kernel kernel;
    private final CgroupLayout layout;
    private final Hierarchy memory;
    private final Hierarchy tasks;

    private LxcGroups(Kernel kernel, CgroupLayout layout, Hierarchy memory, Hierarchy tasks) {
        this.kernel = kernel;
        this.layout = layout;
        this.memory = memory;
        this.tasks = tasks;
    }

    /**
     * Reads the host's layout; once per backend.
     *
     * @throws LaunchException if there is nothing to limit with
     */
    static LxcGroups read(Kernel kernel) {
        try {
            CgroupLayout layout = CgroupLayout.read();
            return new LxcGroups(
                    kernel,
                    layout,
                    layout.hierarchy(Controller.MEMORY).orElseThrow(() -> refused(layout)),
                    layout.hierarchy(Controller.PIDS).orElseThrow(() -> refused(layout)));
        } catch (IOException e) {
            throw new LaunchException("cgroup", String.valueOf(e.getMessage()), "", e);
        }
    }

    private static LaunchException refused(CgroupLayout layout) {
        return new LaunchException(
                "cgroup",
                "memory and pids cannot be limited here (" + layout.describe() + ")",
                "mount control groups with these controllers",
                null);
    }

    /** The lines of a configuration that place and limit an instance. */
    List<String> lines(InstanceSpec spec, String name) {
        List<String> lines = new ArrayList<>();
        // On version 1 below the group of this process, so that a footprint charges it there; on
        // version 2 that group has members, and so cannot hand controllers down.
        lines.add("lxc.cgroup.relative = " + (memory.version() == 1 ? 1 : 0));
        lines.add("lxc.cgroup.dir.container = " + PAYLOAD + name);
        lines.add("lxc.cgroup.dir.monitor = " + MONITOR + name);
        lines.add("lxc.cgroup.dir.monitor.pivot = " + PIVOT + name);
        lines.add(
                (memory.version() == 1
                                ? "lxc.cgroup.memory.limit_in_bytes = "
                                : "lxc.cgroup2.memory.max = ")
                        + spec.memoryLimitBytes());
        lines.add(
                (tasks.version() == 1 ? "lxc.cgroup.pids.max = " : "lxc.cgroup2.pids.max = ")
                        + spec.maximumTasks());
        return lines;
    }

    /** Says whether an instance's limit of memory has killed something in it; empty if not. */
    String aboutMemory(String name) {
        try {
            long kills = 0;
            for (Path parent : new LinkedHashSet<>(List.of(memory.own(), memory.mount()))) {
                kills += memory.memoryKills(parent.resolve(PAYLOAD + name)).orElse(0);
            }
            return MemoryKills.told(kills);
        } catch (IOException e) {
            return "; whether its limit of memory did it cannot be read: " + e.getMessage();
        }
    }

    /** Kills what is in an instance's groups, and removes those, wherever LXC left some. */
    void sweep(String name) throws IOException {
        for (Hierarchy tree : layout.hierarchies()) {
            Set<Path> parents = new LinkedHashSet<>(List.of(tree.own(), tree.mount()));
            for (Path parent : parents) {
                Removal.removeOrKill(kernel, parent.resolve(PAYLOAD + name));
                Removal.removeOrKill(kernel, parent.resolve(MONITOR + name));
                Removal.removeOrKill(kernel, parent.resolve(PIVOT + name).resolve(INNER_PIVOT));
                Removal.removeOrKill(kernel, parent.resolve(PIVOT + name));
            }
        }
    }
}
