package tare.harness.backend.bundle;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tare.harness.backend.probe.MemoryKills;
import tare.harness.linux.Kernel;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;
import tare.harness.linux.cgroup.Removal;

/**
 * Where runtimes put their instances' control groups: one path, the same in every tree, below the
 * memory group that this process is in, so that a footprint charges them to it.
 */
public final class Groups {

    private final CgroupLayout layout;
    private final Path parent;
    private final Kernel kernel;

    private Groups(CgroupLayout layout, Path parent, Kernel kernel) {
        this.layout = layout;
        this.parent = parent;
        this.kernel = kernel;
    }

    /** Reads the host's layout; once per backend. */
    public static Groups read(Kernel kernel) throws IOException {
        CgroupLayout layout = CgroupLayout.read();
        Path parent =
                layout.hierarchy(Controller.MEMORY)
                        .map(tree -> tree.mount().relativize(tree.own()))
                        .orElse(Path.of(""));
        return new Groups(layout, parent, kernel);
    }

    /** The path of an instance's group, from the root of each tree. */
    public String path(String name) {
        return "/" + parent.resolve(name);
    }

    /** Kills what is in an instance's groups, and removes those, wherever the runtime left some. */
    public void sweep(String name) throws IOException {
        for (Hierarchy tree : layout.hierarchies()) {
            Path group = tree.mount().resolve(parent).resolve(name);
            if (Files.isDirectory(group)) {
                Removal.killAndRemove(kernel, group);
            }
            // Runtimes make the path in every tree and remove its last component alone.
            Path above = tree.mount().resolve(parent);
            while (!above.equals(tree.mount()) && !tree.own().startsWith(above)) {
                if (!removed(above)) {
                    break;
                }
                above = above.resolveSibling("").normalize();
            }
        }
    }

    /**
     * Waits until whoever is in an instance's groups has ended by itself: for a runtime that clears
     * up after its client has gone.
     *
     * @param nanos how long at most for each
     */
    public void awaitEmpty(String name, long nanos) throws IOException {
        Optional<Hierarchy> tree = layout.hierarchy(Controller.MEMORY);
        if (tree.isPresent()) {
            Path group = tree.get().mount().resolve(parent).resolve(name);
            Removal.awaitEmpty(kernel, group, nanos);
        }
    }

    /**
     * Says whether a group's limit of memory has killed a member; empty if not, or if it is gone.
     */
    public String aboutMemory(String name) {
        try {
            Optional<Hierarchy> tree = layout.hierarchy(Controller.MEMORY);
            return tree.isPresent()
                    ? MemoryKills.told(
                            tree.get()
                                    .memoryKills(tree.get().mount().resolve(parent).resolve(name))
                                    .orElse(0))
                    : "";
        } catch (IOException e) {
            return "; whether its limit of memory did it cannot be read: " + e.getMessage();
        }
    }

    /** Whether an empty group is gone; another instance's may still lie in it. */
    private static boolean removed(Path group) throws IOException {
        try {
            Files.deleteIfExists(group);
            return true;
        } catch (DirectoryNotEmptyException e) {
            return false;
        } catch (FileSystemException busy) {
            return false;
        }
    }
}
