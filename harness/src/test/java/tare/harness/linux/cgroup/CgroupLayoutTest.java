package tare.harness.linux.cgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupLayoutTest {

    @TempDir Path root;

    @Test
    void readsVersionOne() throws IOException {
        self("3:memory:/a\n2:cpu,cpuacct:/\n1:pids:/b\n");
        mounts(
                "30 1 0:1 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory",
                "31 1 0:2 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct",
                "32 1 0:3 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids");
        Path own = directory("sys/fs/cgroup/memory/a");
        directory("sys/fs/cgroup/pids/b");
        CgroupLayout layout = CgroupLayout.read(root);
        assertEquals("v1 memory=v1 pids=v1", layout.describe());
        assertEquals(own, layout.hierarchy(Controller.MEMORY).orElseThrow().own());
        ControlGroup group =
                ControlGroup.plan(layout, "tare-x", EnumSet.of(Controller.MEMORY, Controller.PIDS))
                        .orElseThrow();
        assertEquals(2, group.directories().size());
        assertEquals(own.resolve("tare-x"), group.directories().get(0));
        assertTrue(
                ControlGroup.plan(layout, "tare-x", EnumSet.of(Controller.KILL)).isEmpty(),
                "version 1 has no cgroup.kill");
    }

    @Test
    void climbsToWhereVersionTwoHandsControllersDown() throws IOException {
        self("0::/user.slice/session-1.scope\n");
        mounts("30 1 0:1 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");
        Path top = directory("sys/fs/cgroup");
        Path slice = directory("sys/fs/cgroup/user.slice");
        directory("sys/fs/cgroup/user.slice/session-1.scope");
        Files.writeString(top.resolve("cgroup.controllers"), "cpu memory pids\n");
        Files.writeString(slice.resolve("cgroup.subtree_control"), "memory pids\n");
        CgroupLayout layout = CgroupLayout.read(root);
        assertEquals("v2 memory=v2 pids=v2", layout.describe());
        ControlGroup group =
                ControlGroup.plan(layout, "tare-x", EnumSet.allOf(Controller.class)).orElseThrow();
        assertEquals(java.util.List.of(slice.resolve("tare-x")), group.directories());
        Files.writeString(slice.resolve("cgroup.subtree_control"), "pids\n");
        assertTrue(
                ControlGroup.plan(layout, "tare-x", EnumSet.of(Controller.MEMORY)).isEmpty(),
                "nobody hands down the memory controller");
    }

    @Test
    void readsHybrid() throws IOException {
        self("4:memory:/m\n8:pids:/\n0::/\n");
        mounts(
                "30 1 0:1 / /cg/memory rw - cgroup cgroup rw,memory",
                "31 1 0:2 / /cg/pids rw - cgroup cgroup rw,pids",
                "32 1 0:3 / /cg/unified rw - cgroup2 cgroup2 rw");
        directory("cg/memory/m");
        directory("cg/pids");
        Path unified = directory("cg/unified");
        Files.writeString(unified.resolve("cgroup.controllers"), "hugetlb\n");
        CgroupLayout layout = CgroupLayout.read(root);
        assertEquals("hybrid memory=v1 pids=v1", layout.describe());
        assertEquals(2, layout.hierarchy(Controller.KILL).orElseThrow().version());
        ControlGroup group =
                ControlGroup.plan(layout, "tare-x", EnumSet.allOf(Controller.class)).orElseThrow();
        assertEquals(3, group.directories().size());
    }

    @Test
    void findsTheVisiblePartInsideAContainer() throws IOException {
        self("0::/docker/abc\n");
        mounts("30 1 0:1 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup rw");
        Path own = directory("sys/fs/cgroup");
        assertEquals(own, CgroupLayout.read(root).hierarchies().get(0).own());
        self("0::/../../other\n");
        assertEquals(own, CgroupLayout.read(root).hierarchies().get(0).own());
    }

    @Test
    void saysNoneWhereNothingIsMounted() throws IOException {
        self("");
        mounts();
        assertEquals("none", CgroupLayout.read(root).describe());
        assertTrue(
                ControlGroup.plan(CgroupLayout.read(root), "tare-x", Set.of(Controller.PIDS))
                        .isEmpty());
    }

    private void self(String cgroup) throws IOException {
        Files.writeString(directory("proc/self").resolve("cgroup"), cgroup);
    }

    private void mounts(String... lines) throws IOException {
        Files.writeString(
                directory("proc/self").resolve("mountinfo"), String.join("\n", lines) + "\n");
    }

    /** A directory with the file that makes a group joinable. */
    private Path directory(String name) throws IOException {
        Path directory = Files.createDirectories(root.resolve(name));
        Path procs = directory.resolve("cgroup.procs");
        if (!Files.exists(procs)) {
            Files.createFile(procs);
        }
        return directory;
    }
}
