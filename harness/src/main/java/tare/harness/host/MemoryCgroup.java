package tare.harness.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Kernel;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Controller;

/**
 * A cgroup that is charged with all memory of a process and of what that process starts, kernel
 * memory included.
 *
 * <p>The process lives in a child, {@code holder}: on version 2 a group with processes cannot have
 * limited groups below it, and a group that the holder makes for an instance then becomes its
 * sibling; on version 1 it becomes its child. Either way it is charged here.
 */
public final class MemoryCgroup implements AutoCloseable {

    private final Kernel kernel;
    private final ControlGroup group;
    private final ControlGroup holder;
    private final List<Journal.Entry> entries;

    private MemoryCgroup(
            Kernel kernel, ControlGroup group, ControlGroup holder, List<Journal.Entry> entries) {
        this.kernel = kernel;
        this.group = group;
        this.holder = holder;
        this.entries = entries;
    }

    /**
     * Makes the group below the own one, or where the host lets this process make groups.
     *
     * @param name begins with {@code tare-}, unique on the host
     * @return empty if no memory cgroup can be made here
     */
    public static Optional<MemoryCgroup> create(String name, Kernel kernel, Journal journal)
            throws IOException {
        CgroupLayout layout = CgroupLayout.read();
        // Version 2 hands down what instances limit; on version 1 tasks are counted elsewhere.
        EnumSet<Controller> controllers = EnumSet.of(Controller.MEMORY);
        if (layout.hierarchy(Controller.MEMORY).filter(h -> h.version() == 2).isPresent()) {
            controllers.add(Controller.PIDS);
        }
        Optional<ControlGroup> planned = ControlGroup.plan(layout, name, controllers);
        if (planned.isEmpty()) {
            return Optional.empty();
        }
        List<Journal.Entry> entries = new ArrayList<>();
        for (Path directory : planned.get().directories()) {
            entries.add(journal.intend(new Resource.Cgroup(directory)));
        }
        ControlGroup group = planned.get();
        MemoryCgroup made = new MemoryCgroup(kernel, group, group.child("holder"), entries);
        try {
            group.create();
            group.handDown();
            made.holder.create();
            return Optional.of(made);
        } catch (IOException e) {
            try {
                made.close();
            } catch (IOException undoing) {
                e.addSuppressed(undoing);
            }
            throw e;
        }
    }

    /** Moves a process in; what it was charged with before stays where it was. */
    public void add(int pid) throws IOException {
        holder.add(pid);
    }

    /** What is charged to the group, kernel memory included, in bytes. */
    public long memoryBytes() throws IOException {
        return group.memoryBytes();
    }

    /** The kernel memory in it, in bytes; empty where the kernel does not tell. */
    public OptionalLong kernelMemoryBytes() throws IOException {
        return group.kernelMemoryBytes();
    }

    /** Kills what is in the group and removes it; idempotent. */
    @Override
    public void close() throws IOException {
        group.killAndRemove(kernel);
        entries.forEach(Journal.Entry::done);
    }
}
