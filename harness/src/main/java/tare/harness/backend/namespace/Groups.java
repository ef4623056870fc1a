package tare.harness.backend.namespace;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.CgroupView;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Controller;

/**
 * Plans the cgroups of instances. The host's layout is read once, at the first launch: reading it
 * each time would leave the processor's caches cold just before the clock starts.
 */
final class Groups {

    private static final Set<Controller> CONTROLLERS =
            EnumSet.of(Controller.MEMORY, Controller.PIDS);
    private static final String REMEDY = "run as root, or use " + NamespaceKey.UNPRIVILEGED;

    private @Nullable CgroupLayout layout;
    private @Nullable ControlGroup first;

    /**
     * A group with limits on memory and tasks; nothing is made yet.
     *
     * @throws LaunchException if this process may not make one
     */
    ControlGroup plan(String name) {
        if (first != null) {
            return first.sibling(name);
        }
        try {
            CgroupLayout known = layout();
            ControlGroup planned =
                    ControlGroup.plan(known, name, CONTROLLERS).orElseThrow(() -> refused(known));
            first = planned;
            return planned;
        } catch (IOException e) {
            throw new LaunchException("cgroup", String.valueOf(e.getMessage()), REMEDY, e);
        }
    }

    /** What a program sees of its groups, below {@code /sys/fs/cgroup}. */
    List<CgroupView> views(Optional<ControlGroup> group) {
        try {
            return CgroupView.of(layout(), group.map(ControlGroup::directories).orElse(List.of()));
        } catch (IOException e) {
            throw new LaunchException("cgroup", String.valueOf(e.getMessage()), "", e);
        }
    }

    private CgroupLayout layout() throws IOException {
        CgroupLayout known = layout == null ? CgroupLayout.read() : layout;
        layout = known;
        return known;
    }

    private static LaunchException refused(CgroupLayout layout) {
        String why = "no group with memory and pids can be made here (" + layout.describe() + ")";
        return new LaunchException("cgroup", why, REMEDY, null);
    }
}
