package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Where this process may make groups of its own.
 *
 * <p>Version 1: below its own group. Version 2: a group that has processes cannot hand controllers
 * to children, so the nearest ancestor is taken that already does. The mover needs the right to
 * write to {@code cgroup.procs} of the common ancestor, which is the parent itself.
 */
final class Placement {

    private Placement() {}

    /**
     * The directory in which a group with these controllers can be made.
     *
     * @return empty if there is none that this process may write to
     */
    static Optional<Path> parent(Hierarchy hierarchy, Set<String> controllers) throws IOException {
        Path at = hierarchy.own();
        while (at != null && at.startsWith(hierarchy.mount())) {
            if (writable(at) && (hierarchy.version() == 1 || hands(at, controllers))) {
                return Optional.of(at);
            }
            at = at.getParent();
        }
        return Optional.empty();
    }

    private static boolean writable(Path directory) {
        return Files.isWritable(directory) && Files.isWritable(directory.resolve("cgroup.procs"));
    }

    /** Never changed by Tare: which controllers a foreign group hands down is the host's matter. */
    private static boolean hands(Path directory, Set<String> controllers) throws IOException {
        return CgroupLayout.words(directory.resolve("cgroup.subtree_control"))
                .containsAll(controllers);
    }
}
