package tare.harness.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mounts;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Hierarchy;
import tare.harness.linux.cgroup.NamedGroups;
import tare.harness.linux.cgroup.Removal;

/**
 * Takes away what is not a process. A journal is trusted only so far: what it names must lie where
 * Tare makes such things, below the run's directory or in a path with a component that begins with
 * {@code tare-}; a file elsewhere must say, word for word, what the journal says of it.
 */
final class Undoing {

    private static final String PREFIX = "tare-";

    private final Kernel kernel;

    Undoing(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Undoes one entry.
     *
     * @return whether there was something to undo
     * @throws IOException if it stays, or does not look like Tare's
     */
    boolean undo(Path run, Leftover leftover) throws IOException {
        Resource resource = leftover.resource();
        if (resource instanceof Resource.Served served) {
            return DeleteRequest.send(served); // a service's own, which outlives a boot
        }
        boolean thisBoot = leftover.bootId().equals(Boot.id());
        if (resource instanceof Resource.Directory directory) {
            return removeDirectory(run, directory.path());
        }
        if (resource instanceof Resource.StandIn file) {
            return removeStandIn(file);
        }
        // Everything else is the kernel's, and went with it.
        if (!thisBoot) {
            return false;
        }
        if (resource instanceof Resource.Cgroup cgroup) {
            return removeCgroup(cgroup.path());
        } else if (resource instanceof Resource.CgroupsNamed cgroups) {
            return removeCgroups(cgroups.token());
        } else if (resource instanceof Resource.MountsBelow mounts) {
            return detachBelow(run, mounts.directory());
        } else if (resource instanceof Resource.Mount mount) {
            return detach(run, mount.target());
        } else if (resource instanceof Resource.Setting setting) {
            return restore(setting);
        }
        // Processes are the reaper's.
        return false;
    }

    /** What a report calls a resource. */
    static String describe(Resource resource) {
        if (resource instanceof Resource.RunningProcess process) {
            return "process " + process.token();
        } else if (resource instanceof Resource.Cgroup cgroup) {
            return "cgroup " + cgroup.path();
        } else if (resource instanceof Resource.CgroupsNamed cgroups) {
            return "cgroups named " + cgroups.token();
        } else if (resource instanceof Resource.MountsBelow mounts) {
            return "mounts below " + mounts.directory();
        } else if (resource instanceof Resource.Mount mount) {
            return "mount " + mount.target();
        } else if (resource instanceof Resource.Directory directory) {
            return "directory " + directory.path();
        } else if (resource instanceof Resource.StandIn file) {
            return "file " + file.path();
        } else if (resource instanceof Resource.Served served) {
            return served.request() + " at " + served.socket();
        } else if (resource instanceof Resource.Setting setting) {
            return "setting " + setting.path();
        }
        throw new AssertionError(resource);
    }

    private boolean removeCgroup(Path path) throws IOException {
        boolean belowTree = false;
        for (Hierarchy tree : CgroupLayout.read().hierarchies()) {
            belowTree |= path.startsWith(tree.mount()) && marked(tree.mount().relativize(path));
        }
        require(belowTree && plain(path), "it is no cgroup of Tare's");
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Removal.killAndRemove(kernel, path);
        return true;
    }

    private boolean removeCgroups(String token) throws IOException {
        require(token.startsWith(PREFIX) && token.length() > PREFIX.length() + 4, "too short");
        List<Path> found = NamedGroups.find(CgroupLayout.read(), token);
        for (Path group : found) {
            Removal.killAndRemove(kernel, group);
        }
        return !found.isEmpty();
    }

    private boolean detachBelow(Path run, Path directory) throws IOException {
        require(plain(directory) && ours(run, directory), "it is no directory of Tare's");
        return Mounts.detachBelow(kernel, directory);
    }

    private boolean detach(Path run, Path target) throws IOException {
        require(plain(target) && ours(run, target), "it is no mount of Tare's");
        boolean mounted = false;
        // Mounts can be stacked on one target: one call takes away the top one.
        for (Mounts.Mount mount : Mounts.read(Path.of("/proc/self/mountinfo"))) {
            if (mount.target().equals(target)) {
                Mounts.detach(kernel, target);
                mounted = true;
            }
        }
        return mounted;
    }

    private boolean removeDirectory(Path run, Path path) throws IOException {
        require(plain(path) && ours(run, path), "it is no directory of Tare's");
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        int owner = (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
        require(owner == StateDirectory.uid(), "it belongs to user " + owner);
        return Trees.remove(kernel, path);
    }

    /** Why an entry must wait; empty for most. */
    Optional<String> obstacle(Leftover leftover) throws IOException {
        if (leftover.resource() instanceof Resource.StandIn file
                && leftover.bootId().equals(Boot.id())) {
            return Tokens.find(file.token(), leftover.nanos()).stream()
                    .findFirst()
                    .map(p -> "process " + p.pid() + " still needs it: clean again after its end");
        }
        return Optional.empty();
    }

    private static boolean removeStandIn(Resource.StandIn file) throws IOException {
        require(
                plain(file.path())
                        && file.token().matches(PREFIX + "[A-Za-z0-9-]{4,80}")
                        && file.content().contains(file.token()),
                "it is no file of Tare's");
        return StandIns.remove(file);
    }

    private static boolean restore(Resource.Setting setting) throws IOException {
        Path path = setting.path();
        require(
                plain(path) && (path.startsWith("/proc/sys") || path.startsWith("/sys")),
                "it is no setting of the kernel's");
        // Not readString: it believes the size 0 of such files, and loses digits.
        String now = String.join("\n", Files.readAllLines(path, StandardCharsets.UTF_8)).strip();
        if (now.equals(setting.oldValue().strip())) {
            return false;
        }
        Files.writeString(path, setting.oldValue(), StandardOpenOption.WRITE);
        return true;
    }

    private static boolean plain(Path path) {
        return path.isAbsolute() && path.normalize().equals(path);
    }

    private static boolean ours(Path run, Path path) {
        return (path.startsWith(run) && !path.equals(run)) || marked(path);
    }

    private static boolean marked(Path path) {
        for (Path component : path) {
            if (component.toString().startsWith(PREFIX)) {
                return true;
            }
        }
        return false;
    }

    private static void require(boolean condition, String reason) throws IOException {
        if (!condition) {
            throw new IOException(reason);
        }
    }
}
