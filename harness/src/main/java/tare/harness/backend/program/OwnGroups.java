package tare.harness.backend.program;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.MemoryKills;
import tare.harness.linux.Kernel;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.CgroupView;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;

/**
 * Plans control groups around runtimes that make none of their own. The host's layout is read once,
 * at the first launch.
 */
public final class OwnGroups {

    private static final Set<Controller> CONTROLLERS =
            EnumSet.of(Controller.MEMORY, Controller.PIDS);

    /** The tree of version 1 that has no controller: systemd's bookkeeping. */
    private static final String SYSTEMD = "name=systemd";

    private final Kernel kernel = new Kernel();
    private @Nullable CgroupLayout layout;

    /**
     * A group with the limits of a spec; nothing is made yet.
     *
     * @throws LaunchException if this process may not make one
     */
    public OwnGroup limited(InstanceSpec spec, String name) {
        return new OwnGroup(kernel, spec, planned(name), List.of());
    }

    /**
     * The same, and one in each tree in which systemd's programs make groups below their own: these
     * then lie in a place that carries the instance's name.
     *
     * @throws LaunchException if this process may not make one
     */
    public OwnGroup limitedAndKnownToSystemd(InstanceSpec spec, String name) {
        ControlGroup limits = planned(name);
        List<Path> others = new ArrayList<>();
        for (Hierarchy tree : layout().hierarchies()) {
            boolean asked = tree.version() == 2 || tree.controllers().contains(SYSTEMD);
            boolean there =
                    limits.directories().stream().anyMatch(path -> path.startsWith(tree.mount()));
            if (asked && !there) {
                others.add(tree.own().resolve(name));
            }
        }
        return new OwnGroup(kernel, spec, limits, others);
    }

    /**
     * What a program sees of its control groups.
     *
     * @param name of the instance whose group it is in; empty if that is this process's
     */
    public List<CgroupView> views(String name) {
        List<Path> own = name.isEmpty() ? List.of() : planned(name).directories();
        return CgroupView.of(layout(), own);
    }

    /** Says whether a group's limit of memory has killed a member; empty if not. */
    public String aboutMemory(String name) {
        return MemoryKills.told(Optional.of(planned(name)));
    }

    private ControlGroup planned(String name) {
        try {
            return ControlGroup.plan(layout(), name, CONTROLLERS)
                    .orElseThrow(() -> refused(layout().describe()));
        } catch (IOException e) {
            throw refused(String.valueOf(e.getMessage()));
        }
    }

    private CgroupLayout layout() {
        CgroupLayout known = layout;
        if (known == null) {
            try {
                known = CgroupLayout.read();
            } catch (IOException e) {
                throw refused(String.valueOf(e.getMessage()));
            }
            layout = known;
        }
        return known;
    }

    private static LaunchException refused(String why) {
        return new LaunchException(
                "cgroup",
                "no group with memory and pids can be made here (" + why + ")",
                "run as root on a host with these controllers",
                null);
    }
}
