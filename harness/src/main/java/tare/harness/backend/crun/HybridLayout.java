package tare.harness.backend.crun;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Hierarchy;

/**
 * Both versions of control groups are mounted and version 2 has controllers: the one layout that
 * crun refuses ("cgroups in hybrid mode not supported, drop all controllers from cgroupv2").
 *
 * @param second where version 2 is mounted
 */
record HybridLayout(Path second) {

    /**
     * Finds out whether the layout is of that kind.
     *
     * @param root as for {@link CgroupLayout#read(Path)}
     */
    static Optional<HybridLayout> read(Path root) throws IOException {
        List<Hierarchy> trees = CgroupLayout.read(root).hierarchies();
        boolean first = trees.stream().anyMatch(tree -> tree.version() == 1);
        return trees.stream()
                .filter(tree -> first && tree.version() == 2 && !tree.controllers().isEmpty())
                .findFirst()
                .map(tree -> new HybridLayout(tree.mount()));
    }
}
