package tare.harness.linux.cgroup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * What an instance is shown of one tree of control groups: its own group, where the host has the
 * tree's root. A Java machine reads its limits there.
 *
 * @param group the directory of the instance's group
 * @param place where the tree is mounted, inside as on the host
 */
public record CgroupView(Path group, Path place) {

    /** What a Java machine looks for, all of it or none. */
    private static final Set<String> CONTROLLERS = Set.of("memory", "cpu", "cpuacct", "cpuset");

    /**
     * The trees that bear on what a program can see of its limits.
     *
     * @param groups the instance's own; in trees where it has none it is in this process's
     */
    public static List<CgroupView> of(CgroupLayout layout, List<Path> groups) {
        List<CgroupView> views = new ArrayList<>();
        for (Hierarchy tree : layout.hierarchies()) {
            if (!Collections.disjoint(tree.controllers(), CONTROLLERS)) {
                Path group =
                        groups.stream()
                                .filter(path -> path.startsWith(tree.mount()))
                                .findFirst()
                                .orElse(tree.own());
                views.add(new CgroupView(group, tree.mount()));
            }
        }
        return List.copyOf(views);
    }
}
