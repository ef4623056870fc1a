package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tare.harness.linux.Mounts;

/**
 * Where control groups are mounted on this host, and which group this process is in: read from
 * /proc/self/mountinfo and /proc/self/cgroup (cgroups(7)).
 */
public final class CgroupLayout {

    private static final String V2 = "cgroup2";
    private static final String V1 = "cgroup";

    private final List<Hierarchy> hierarchies;

    private CgroupLayout(List<Hierarchy> hierarchies) {
        this.hierarchies = List.copyOf(hierarchies);
    }

    /** Reads this host's layout. */
    public static CgroupLayout read() throws IOException {
        return read(Path.of("/"));
    }

    /**
     * Reads the layout of a captured tree.
     *
     * @param root directory that holds {@code proc} and, below the mounts' paths, the groups
     */
    public static CgroupLayout read(Path root) throws IOException {
        List<String> memberships =
                Files.readAllLines(root.resolve("proc/self/cgroup"), StandardCharsets.UTF_8);
        List<Hierarchy> found = new ArrayList<>();
        for (Mounts.Mount mount : Mounts.read(root.resolve("proc/self/mountinfo"))) {
            if (!mount.type().equals(V1) && !mount.type().equals(V2)) {
                continue;
            }
            int version = mount.type().equals(V2) ? 2 : 1;
            Path at = root.resolve(mount.target().toString().substring(1));
            Set<String> controllers =
                    version == 2
                            ? words(at.resolve("cgroup.controllers"))
                            : new LinkedHashSet<>(mount.superOptions());
            path(memberships, version, controllers)
                    .map(path -> own(at, mount.root(), path))
                    .ifPresent(own -> found.add(new Hierarchy(version, at, own, controllers)));
        }
        return new CgroupLayout(found);
    }

    /** All trees, in the order of mounting. */
    public List<Hierarchy> hierarchies() {
        return hierarchies;
    }

    /** The tree that has a controller; empty if none is mounted. */
    public Optional<Hierarchy> hierarchy(Controller controller) {
        return hierarchies.stream()
                .filter(
                        h ->
                                controller == Controller.KILL
                                        ? h.version() == 2
                                        : h.controllers().contains(controller.kernelName()))
                .findFirst();
    }

    /**
     * {@code v1}, {@code v2}, {@code hybrid} (both, with memory on version 1) or {@code none}, and
     * which version has the controllers that Tare uses, for example {@code hybrid memory=v1
     * pids=v1}.
     */
    public String describe() {
        boolean v1 = hierarchies.stream().anyMatch(h -> h.version() == 1);
        boolean v2 = hierarchies.stream().anyMatch(h -> h.version() == 2);
        if (!v1 && !v2) {
            return "none";
        }
        String kind = v1 && v2 ? "hybrid" : v1 ? "v1" : "v2";
        return kind + word(Controller.MEMORY) + word(Controller.PIDS);
    }

    private String word(Controller controller) {
        return hierarchy(controller)
                .map(h -> " " + controller.kernelName() + "=v" + h.version())
                .orElse("");
    }

    /** This process's path in a tree; each line is {@code number:controllers:path}. */
    private static Optional<String> path(
            List<String> memberships, int version, Set<String> controllers) {
        for (String line : memberships) {
            String[] fields = line.split(":", 3);
            if (fields.length < 3) {
                continue;
            }
            boolean match =
                    version == 2
                            ? fields[0].equals("0")
                            : !fields[1].isEmpty()
                                    && controllers.containsAll(List.of(fields[1].split(",", -1)));
            if (match) {
                return Optional.of(fields[2]);
            }
        }
        return Optional.empty();
    }

    /**
     * The directory of a group. A container that shares the host's cgroup namespace sees only the
     * part {@code mountRoot} of the tree, while its path still begins at the true root.
     */
    private static Path own(Path mount, String mountRoot, String path) {
        String inside = path;
        if (!mountRoot.equals("/") && (path + "/").startsWith(mountRoot + "/")) {
            inside = path.substring(mountRoot.length());
        }
        Path own = mount.resolve(inside.replaceFirst("^/+", "")).normalize();
        // A group outside of the cgroup namespace shows as /../..: then the mount is all we have.
        return own.startsWith(mount) && Files.isDirectory(own) ? own : mount;
    }

    static Set<String> words(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Set.of();
        }
        Set<String> words = new LinkedHashSet<>();
        for (String word : Files.readString(file, StandardCharsets.UTF_8).split("\\s+", -1)) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }
}
