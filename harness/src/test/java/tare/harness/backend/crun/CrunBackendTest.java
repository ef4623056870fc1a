package tare.harness.backend.crun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.bundle.OciContract;
import tare.harness.backend.bundle.OciDriver;
import tare.harness.backend.program.Executables;

@Tag("runtime")
class CrunBackendTest extends OciContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new CrunRoom().open("crun", context).orElseThrow();
    }

    @Override
    protected Optional<OciDriver.Kind> kind() {
        return Optional.of(new CrunRoom().kind(Executables.live()));
    }

    @Test
    void theHostsMountsStayAsTheyAre() throws IOException {
        List<String> before = Files.readAllLines(Path.of("/proc/self/mountinfo"));
        launchAndClose(availableBackend(), spec());
        assertEquals(before, Files.readAllLines(Path.of("/proc/self/mountinfo")));
    }

    @Test
    void withoutTheProgramItSaysHowToGetIt() {
        Backend backend =
                new CrunRoom(Executables.in(List.of()), Path.of("/"))
                        .open("crun", context)
                        .orElseThrow();
        assertEquals(
                new Availability.Unavailable("there is no program crun", "tare setup crun"),
                backend.probe());
    }

    @Test
    void stepsRoundTheHybridLayoutAndSaysSo() throws IOException {
        Path root = tree("memory", "hugetlb", "ffffffffffffffff");
        assertEquals(
                Optional.of(new HybridLayout(root.resolve("sys/fs/cgroup/unified"))),
                HybridLayout.read(root));
        String description = kind(root).description();
        assertTrue(description.contains("hybrid"), description);
        assertTrue(kind(root).found().program().isPresent());
    }

    @Test
    void withoutRootItCannotStepRoundTheHybridLayout() throws IOException {
        Path root = tree("memory", "hugetlb", "0000000000000000");
        assertEquals(Optional.empty(), kind(root).found().program());
        assertTrue(kind(root).found().absence().toString().contains("run as root"));
    }

    @Test
    void leavesEveryOtherLayoutAlone() throws IOException {
        for (Path root :
                List.of(
                        tree("memory", "", "ffffffffffffffff"),
                        tree("", "memory pids", "ffffffffffffffff"))) {
            assertEquals(Optional.empty(), HybridLayout.read(root));
            String description = kind(root).description();
            assertTrue(!description.contains("hybrid"), description);
        }
    }

    @Test
    void knowsWhatMendsALayoutThatCannotBeSteppedRound() {
        String said =
                "cgroups in hybrid mode not supported, drop all controllers from cgroupv2: Success";
        assertTrue(CrunRoom.remedy(said).contains("systemd.unified_cgroup_hierarchy=1"));
        assertEquals("", CrunRoom.remedy("no space left on device"));
    }

    private OciDriver.Kind kind(Path root) throws IOException {
        Path program = directory.resolve("crun");
        if (!Files.exists(program)) {
            assertTrue(Files.createFile(program).toFile().setExecutable(true));
        }
        Executables there = Executables.in(List.of(directory.toString()));
        return new CrunRoom(there, root).kind(there);
    }

    /** A captured host, with these controllers in version 1 and in version 2. */
    private Path tree(String first, String second, String capabilities) throws IOException {
        Path root = Files.createTempDirectory(directory, "tree");
        Files.createDirectories(root.resolve("proc/self"));
        Path unified = Files.createDirectories(root.resolve("sys/fs/cgroup/unified"));
        Files.writeString(unified.resolve("cgroup.controllers"), second + "\n");
        String mounts = "31 25 0:27 / /sys/fs/cgroup/unified rw shared:5 - cgroup2 cgroup2 rw\n";
        if (!first.isEmpty()) {
            mounts +=
                    "30 25 0:26 / /sys/fs/cgroup/v1 rw shared:4 - cgroup cgroup rw," + first + "\n";
        }
        Files.writeString(root.resolve("proc/self/mountinfo"), mounts);
        Files.writeString(root.resolve("proc/self/cgroup"), "4:" + first + ":/\n0::/\n");
        Files.writeString(
                root.resolve("proc/self/status"),
                "Uid:\t0\t0\t0\t0\nCapEff:\t" + capabilities + "\n");
        return root;
    }
}
