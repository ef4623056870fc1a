package tare.harness.linux.cgroup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One mounted tree of control groups.
 *
 * @param version 1 or 2
 * @param mount where it is mounted
 * @param own the directory of this process's group; {@code mount} where that group is not visible
 * @param controllers by the kernel's names; for version 2 those of the tree's root
 */
public record Hierarchy(int version, Path mount, Path own, Set<String> controllers) {

    public Hierarchy {
        controllers = Set.copyOf(controllers);
    }

    /**
     * How often the limit of memory of a group of this tree has killed a member.
     *
     * @return empty where the kernel does not tell, and if the group is gone
     */
    public OptionalLong memoryKills(Path group) throws IOException {
        return Node.of(version, group).memoryKills();
    }
}
