package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;
import tare.harness.linux.cgroup.Removal;

/** SIGKILL of Tare: the probe ends by itself, and only what the journal lists stays. */
@Tag("kernel")
class KilledHalfWayEndToEndTest {

    private static final long LONG_ENOUGH_NANOS = 20_000_000_000L;

    @ParameterizedTest
    @ValueSource(strings = {"process", "namespace", "namespace+user-limits"})
    void leavesOnlyWhatTheJournalLists(String key) throws Exception {
        Kernel kernel = new Kernel();
        String runId = "killed" + ProcessHandle.current().pid();
        String classPath = System.getProperty("java.class.path");
        try (LaunchingJvm jvm = new LaunchingJvm(List.of(), classPath, key, runId)) {
            Path directory = Path.of(jvm.await("directory"));
            String availability = jvm.await("availability");
            Needs.that(availability.startsWith("Available"), key + ": " + availability);
            int pid = Integer.parseInt(jvm.await("pid"));
            Optional<Pidfd> probe = Pidfd.open(kernel, pid);
            jvm.await("ping");
            jvm.kill();
            if (probe.isPresent()) {
                try (Pidfd alive = probe.get()) {
                    assertTrue(alive.awaitExit(LONG_ENOUGH_NANOS), "the probe lives on");
                }
            }
            // A zombie may wait for process 1 to reap it.
            assertTrue(ProcessIdentity.of(pid).map(ProcessIdentity::ended).orElse(true));
            assertEquals(new TreeSet<>(jvm.all("cgroup")), groups(runId));
            for (String group : jvm.all("cgroup")) {
                Removal.remove(new Kernel(), Path.of(group));
            }
            removeTree(directory);
        }
    }

    private static Set<String> groups(String token) throws IOException {
        Path root = Path.of("/sys/fs/cgroup");
        try (Stream<Path> tree = Files.walk(root, 8)) {
            return tree.filter(path -> path.getFileName().toString().contains(token))
                    .map(Path::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static void removeTree(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            for (Path path : tree.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
