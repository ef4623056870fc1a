package tare.harness.backend.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tare.harness.linux.Kernel;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Hierarchy;
import tare.harness.linux.cgroup.NamedGroups;
import tare.harness.linux.cgroup.Removal;

/**
 * The control groups that libvirt puts containers below: in every tree one of the run's name.
 * libvirt's own, {@code machine}, would stay when the run is over.
 */
final class Partition {

    /** What libvirt adds to a partition's name (https://libvirt.org/cgroups.html). */
    private static final String SUFFIX = ".partition";

    /** Version 1 gives a new group none of its parent's, and nobody can be put into it then. */
    private static final List<String> INHERITED = List.of("cpuset.mems", "cpuset.cpus");

    private final Kernel kernel;
    private final String name;
    private boolean made;

    /**
     * @param name begins with {@code tare-}, unique on the host
     */
    Partition(Kernel kernel, String name) {
        this.kernel = kernel;
        this.name = name;
    }

    /** As domains name it; empty if it was not made. */
    String name() {
        return made ? name : "";
    }

    /**
     * Makes it in every tree that can be written to; where there is none, libvirt says so.
     *
     * @throws IOException if a tree cannot be read
     */
    void make() throws IOException {
        made = true;
        for (Hierarchy tree : CgroupLayout.read().hierarchies()) {
            Path group = tree.mount().resolve(name + SUFFIX);
            if (!Files.isWritable(tree.mount())) {
                continue;
            }
            Files.createDirectory(group);
            for (String file : INHERITED) {
                Path own = group.resolve(file);
                if (tree.version() == 1 && Files.exists(own)) {
                    Files.writeString(own, Files.readString(tree.mount().resolve(file)).strip());
                }
            }
        }
    }

    /** Kills what is in the groups of one container, and removes those. */
    void sweep(String container) throws IOException {
        if (made) {
            kill(container);
        }
    }

    /** Takes all of it away; idempotent. */
    void remove() throws IOException {
        if (made) {
            kill(name);
        }
    }

    private void kill(String word) throws IOException {
        for (Path group : NamedGroups.find(CgroupLayout.read(), word)) {
            Removal.killAndRemove(kernel, group);
        }
    }
}
