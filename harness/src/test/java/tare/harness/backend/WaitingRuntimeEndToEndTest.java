package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.program.LiveProcess;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.CleanReport;
import tare.harness.journal.Cleaner;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Namespace;
import tare.harness.linux.Needs;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.NamedGroups;

/** Runtimes, above all those that wait beside the probe: what one is, and leaves when killed. */
@Tag("kernel")
@Tag("runtime")
class WaitingRuntimeEndToEndTest {

    private static final String NONE = "0000000000000000";
    private static final long LONG_ENOUGH_NANOS = 20_000_000_000L;

    @TempDir Path directory;
    private final MemoryJournal journal = new MemoryJournal();
    private final Kernel kernel = new Kernel();
    private final String runId = "w" + ProcessHandle.current().pid();

    private Backend available(String key) {
        BackendContext context =
                new BackendContext(runId, MonotonicClock.system(), journal, directory);
        Backend backend = Registry.embedded().open(key, context);
        Availability availability = backend.probe();
        Needs.that(availability.available(), key + ": " + availability);
        return backend;
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "nspawn", "lxc"})
    void theLiveInstanceIsIsolatedAndLimited(String key) throws IOException {
        Set<Path> run = stateOfRuntimes();
        Backend backend = available(key);
        try (Launch launch = backend.prepare(InstanceSpec.named("live"));
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess probe = LiveProcess.of(instance);
            assertEquals("1", probe.innerPid());
            assertEquals(EnumSet.complementOf(EnumSet.of(Namespace.USER)), probe.ownNamespaces());
            for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
                assertEquals(NONE, probe.status(set), set);
            }
            assertEquals("1", probe.status("NoNewPrivs"));
            assertTrue(probe.rootMount().contains(" / ro,"), probe.rootMount());
            assertTrue(backend.capabilities().contains(Capability.LIMITS));
            assertEquals(
                    Long.toString(InstanceSpec.DEFAULT_MEMORY_BYTES),
                    probe.limit(Controller.MEMORY, "memory.limit_in_bytes", "memory.max"));
            assertEquals(
                    Integer.toString(InstanceSpec.DEFAULT_TASKS),
                    probe.limit(Controller.PIDS, "pids.max", "pids.max"));
            // The words by which the cleaner knows the runtime's process.
            String words = String.join(" ", probe.parentArguments());
            assertTrue(words.contains("tare-" + runId + "-live"), words);
            assertTrue(instance.ping());
            assertEquals(run, stateOfRuntimes(), "nothing on the host's /run");
        }
        assertEquals(List.of(), journal.open());
        assertEquals(Set.of(), groups(runId));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "nspawn", "lxc", "gvisor", "uml"})
    void aRuntimeThatIsKilledLeavesNothing(String key) throws IOException {
        Set<Path> run = stateOfRuntimes();
        Backend backend = available(key);
        Set<Path> files = files();
        Map<String, Long> before = HostCount.now(runId);
        try (Launch launch = backend.prepare(InstanceSpec.named("killed"))) {
            Instance instance = launch.start();
            instance.awaitReady();
            instance.afterReady();
            LiveProcess probe = LiveProcess.of(instance);
            try (Pidfd runtime = Pidfd.open(kernel, probe.parent()).orElseThrow();
                    Pidfd handle = Pidfd.open(kernel, probe.pid()).orElseThrow()) {
                runtime.signal(Pidfd.SIGKILL);
                assertTrue(runtime.awaitExit(LONG_ENOUGH_NANOS));
                instance.close();
                assertTrue(handle.awaitExit(LONG_ENOUGH_NANOS), "the probe lives on");
            }
        }
        assertEquals(List.of(), journal.open());
        assertEquals(Set.of(), groups(runId));
        assertEquals(files, files());
        assertEquals(run, stateOfRuntimes());
        assertEquals(before.get("mounts"), HostCount.now(runId).get("mounts"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bubblewrap", "nspawn", "lxc", "gvisor", "uml"})
    void aRuntimeThatIsKilledHalfWayLeavesNothing(String key) throws IOException {
        Backend backend = available(key);
        MonotonicClock clock = MonotonicClock.system();
        Set<Path> files = files();
        int failed = 0;
        for (long nanos = 100_000; nanos < 100_000_000; nanos = nanos * 3 / 2) {
            try (Launch launch = backend.prepare(InstanceSpec.named("half"))) {
                Instance instance = launch.start();
                long killNanos = clock.nanos() + nanos;
                // Of this thread: it has no other child than the runtime.
                String child = Files.readString(Path.of("/proc/thread-self/children")).strip();
                try (Pidfd runtime = Pidfd.open(kernel, Integer.parseInt(child)).orElseThrow()) {
                    while (clock.nanos() < killNanos) {
                        Thread.onSpinWait();
                    }
                    runtime.signal(Pidfd.SIGKILL);
                }
                failed += ready(instance) ? 0 : 1;
                instance.close();
            }
            assertEquals(List.of(), journal.open());
            assertEquals(Set.of(), groups(runId), nanos + " ns");
            assertEquals(files, files());
        }
        assertTrue(failed > 0, "killed too late each time");
        assertEquals(Set.of(), processes("tare-" + runId));
    }

    private static boolean ready(Instance instance) {
        try {
            instance.awaitReady();
            return true;
        } catch (LaunchException e) {
            return false;
        }
    }

    /**
     * {@code starting}: the first command is half-way; {@code started}: the last one is; {@code
     * ping}: the instance lives.
     */
    @ParameterizedTest
    @CsvSource({
        "bubblewrap, started",
        "bubblewrap, ping",
        "nspawn, started",
        "nspawn, ping",
        "lxc, started",
        "lxc, ping",
        "crun, starting",
        "crun, started",
        "crun, ping",
        "runc, starting",
        "runc, started",
        "runc, ping",
        "gvisor, starting",
        "gvisor, started",
        "gvisor, ping",
        "containerd, started",
        "containerd, ping",
        "podman, started",
        "podman, ping",
        "podman:crun, ping",
        "namespace-in-uml, started",
        "namespace-in-uml, ping",
        "uml, started",
        "uml, ping"
    })
    void theCleanerFinishesWhatAKilledTareLeaves(String key, String moment) throws Exception {
        available(key).close();
        Set<Path> run = stateOfRuntimes();
        Path state = directory.resolve("state");
        String id = "killed" + ProcessHandle.current().pid();
        String classPath = System.getProperty("java.class.path");
        try (LaunchingJvm jvm = new LaunchingJvm(List.of(), classPath, key, id, state.toString())) {
            jvm.await(moment);
            jvm.kill();
        }
        CleanReport report =
                new Cleaner(StateDirectory.open(state), kernel, MonotonicClock.system()).clean();
        assertEquals(List.of(), report.failed());
        assertEquals(Set.of(), groups(id));
        assertEquals(Set.of(), processes("tare-" + id));
        assertFalse(Files.exists(state.resolve("runs").resolve(id)), report.toString());
        assertEquals(run, stateOfRuntimes());
    }

    /** What lies where nspawn and LXC keep locks. */
    private static Set<Path> stateOfRuntimes() throws IOException {
        Set<Path> found = new TreeSet<>();
        for (String name : List.of("/run/lxc", "/run/systemd/nspawn", "/run/runc", "/run/libpod")) {
            if (Files.exists(Path.of(name))) {
                try (Stream<Path> tree = Files.walk(Path.of(name))) {
                    tree.forEach(found::add);
                }
            }
        }
        return found;
    }

    private Set<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Others' groups may go while these are looked for. */
    private static Set<Path> groups(String token) throws IOException {
        return new TreeSet<>(NamedGroups.find(CgroupLayout.read(), token));
    }

    /** Pids of those that have the word among their arguments and have not ended. */
    private static Set<Integer> processes(String word) {
        return ProcessHandle.allProcesses()
                .map(handle -> (int) handle.pid())
                .filter(pid -> pid != ProcessHandle.current().pid())
                .filter(pid -> ProcessIdentity.of(pid).filter(id -> !id.ended()).isPresent())
                .filter(pid -> arguments(pid).contains(word))
                .collect(Collectors.toSet());
    }

    private static String arguments(int pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
