package tare.harness.backend.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.MemoryJournal;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Resource;
import tare.harness.linux.Namespace;
import tare.harness.linux.Needs;

/** A live instance, as the host sees it, is what its key says: no more and no less. */
@Tag("kernel")
class NamespaceIsolationEndToEndTest {

    private static final String NONE = "0000000000000000";
    private static final Path SELF = Path.of("/proc/self");

    @TempDir Path directory;
    private final MemoryJournal journal = new MemoryJournal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namespace",
                "namespace+user",
                "namespace+user-limits",
                "namespace-pid",
                "namespace-mount-root",
                "namespace-uts",
                "namespace-ipc",
                "namespace-network",
                "namespace-cgroup",
                "namespace-root",
                "namespace-proc",
                "namespace-capabilities",
                "namespace-no_new_privs",
                "namespace-capabilities-no_new_privs",
                "namespace-seccomp",
                "namespace-limits",
                "namespace+user-pid-root",
                "namespace-pid-mount-uts-ipc-network-cgroup-root-capabilities-limits",
                "namespace-pid-mount-uts-ipc-network-cgroup-root-capabilities-no_new_privs"
                        + "-seccomp-limits"
            })
    void theLiveInstanceIsWhatItsKeySays(String text) throws IOException {
        NamespaceKey key = NamespaceKey.parse(text).orElseThrow();
        BackendContext context =
                new BackendContext(
                        "t" + ProcessHandle.current().pid(),
                        MonotonicClock.system(),
                        journal,
                        directory);
        Backend backend = new NamespaceRoom().open(text, context).orElseThrow();
        Availability availability = backend.probe();
        Needs.that(availability.available(), text + ": " + availability);
        assertEquals(text, backend.key());
        try (Launch launch = backend.prepare(InstanceSpec.named("live"));
                Instance instance = launch.start()) {
            instance.awaitReady();
            Path process = Path.of("/proc/" + instance.hostPid().orElseThrow());
            namespaces(key, process);
            privileges(key, process);
            root(key, process);
            limits(key, process);
            assertTrue(instance.ping(), "it still answers");
        }
        assertEquals(List.of(), journal.open());
    }

    private static void namespaces(NamespaceKey key, Path process) throws IOException {
        Set<Namespace> own = EnumSet.noneOf(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            String link = "ns/" + namespace.link();
            Path theirs = Files.readSymbolicLink(process.resolve(link));
            if (!theirs.equals(Files.readSymbolicLink(SELF.resolve(link)))) {
                own.add(namespace);
            }
        }
        assertEquals(key.namespaces(), own);
        String[] pids = status(process, "NSpid").split("\\s+", -1);
        assertEquals(key.has(Feature.PID) ? "1" : pids[0], pids[pids.length - 1]);
        if (key.has(Feature.USER)) {
            long user = (Integer) Files.getAttribute(SELF, "unix:uid");
            assertEquals(
                    "0 " + user + " 1",
                    Files.readString(process.resolve("uid_map")).strip().replaceAll(" +", " "));
        }
    }

    private static void privileges(NamespaceKey key, Path process) throws IOException {
        boolean root = status(SELF, "Uid").startsWith("0\t");
        if (key.has(Feature.CAPABILITIES)) {
            for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb")) {
                assertEquals(NONE, status(process, set), set);
            }
        } else if (root || key.has(Feature.USER)) {
            assertFalse(status(process, "CapEff").equals(NONE));
        }
        assertEquals(key.has(Feature.NO_NEW_PRIVS) ? "1" : "0", status(process, "NoNewPrivs"));
        assertEquals(key.has(Feature.SECCOMP) ? "2" : "0", status(process, "Seccomp"));
        assertEquals(NONE, status(process, "SigBlk"));
        assertEquals(NONE, status(process, "SigIgn"));
        assertEquals(Set.of("0", "1", "2"), names(process.resolve("fd")));
    }

    private static void root(NamespaceKey key, Path process) throws IOException {
        if (!key.has(Feature.ROOT)) {
            assertEquals(names(Path.of("/")), names(process.resolve("root")));
            return;
        }
        assertEquals(Set.of("probe", "proc", "dev", "t"), names(process.resolve("root")));
        List<String> mounts = Files.readAllLines(process.resolve("mountinfo"));
        assertEquals(key.has(Feature.PROC) ? 2 : 1, mounts.size(), mounts.toString());
        assertTrue(mounts.get(0).contains(" / ro,nosuid,nodev"), mounts.get(0));
        if (!key.has(Feature.PROC)) {
            return;
        }
        assertTrue(mounts.get(1).contains(" /proc rw,nosuid,nodev,noexec"), mounts.get(1));
        assertTrue(mounts.stream().noneMatch(line -> line.contains("shared:")), mounts.toString());
        if (key.has(Feature.PID)) {
            Set<String> pids =
                    names(process.resolve("root/proc")).stream()
                            .filter(name -> name.matches("[0-9]+"))
                            .collect(Collectors.toSet());
            assertEquals(Set.of("1"), pids);
        }
    }

    private void limits(NamespaceKey key, Path process) throws IOException {
        List<Path> groups =
                journal.open().stream()
                        .filter(Resource.Cgroup.class::isInstance)
                        .map(resource -> ((Resource.Cgroup) resource).path())
                        .toList();
        assertEquals(key.has(Feature.LIMITS), !groups.isEmpty());
        for (Path group : groups) {
            String members = Files.readString(group.resolve("cgroup.procs")).strip();
            assertEquals(process.getFileName().toString(), members, group.toString());
        }
        if (key.has(Feature.LIMITS)) {
            assertEquals(
                    Long.toString(InstanceSpec.DEFAULT_MEMORY_BYTES),
                    read(groups, "memory.limit_in_bytes", "memory.max"));
            assertEquals(
                    Integer.toString(InstanceSpec.DEFAULT_TASKS), read(groups, "pids.max", ""));
        }
        if (key.has(Feature.LIMITS) && key.has(Feature.CGROUP)) {
            // Seen from outside its cgroup namespace the path is whole: it did join before.
            assertTrue(
                    Files.readString(process.resolve("cgroup"))
                            .contains(groups.get(0).getFileName().toString()));
        }
    }

    private static String read(List<Path> groups, String file, String other) throws IOException {
        for (Path group : groups) {
            for (String name : List.of(file, other)) {
                if (!name.isEmpty() && Files.exists(group.resolve(name))) {
                    return Files.readString(group.resolve(name)).strip();
                }
            }
        }
        return "no " + file + " in " + groups;
    }

    private static String status(Path process, String field) throws IOException {
        return Files.readAllLines(process.resolve("status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> list = Files.list(directory)) {
            return list.map(path -> path.getFileName().toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
