package tare.harness.backend.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.journal.CleanReport;
import tare.harness.journal.Cleaner;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.run.Workplace;

/** SIGKILL of the launching JVM: its daemon and its domains live on, and the cleaner ends them. */
@Tag("kernel")
@Tag("runtime")
class LibvirtKilledEndToEndTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"libvirt:qemu-tcg", "libvirt:lxc"})
    void theCleanerLeavesNothingOfADaemon(String key) throws Exception {
        LibvirtRoom.Surroundings live = LibvirtRoom.Surroundings.live();
        Needs.that(Privilege.read(HostTree.live()).administers(), "not root");
        Needs.that(DaemonPlace.programs(live.executables()).isPresent(), "no libvirtd");
        Needs.that(live.kernels().newest().isPresent(), "no kernel for guests");
        String runId = "k" + ProcessHandle.current().pid();
        List<String> mounts = Files.readAllLines(Path.of("/proc/self/mountinfo"));
        Process jvm =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LibvirtKilledEndToEndTest.class.getName(),
                                directory.toString(),
                                runId,
                                key)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader said = jvm.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("ready", said.readLine());
        } finally {
            jvm.destroyForcibly().waitFor();
        }
        assertFalse(processes(runId).isEmpty(), "the daemon was not there");
        StateDirectory state = StateDirectory.open(directory.resolve("tare"));
        CleanReport report = new Cleaner(state, new Kernel(), MonotonicClock.system()).clean();
        assertEquals(List.of(), report.failed());
        assertFalse(report.removed().isEmpty());
        assertEquals(List.of(), processes(runId));
        assertEquals(List.of(), groups(runId));
        assertEquals(mounts, Files.readAllLines(Path.of("/proc/self/mountinfo")));
        try (Stream<Path> left = Files.walk(directory)) {
            assertTrue(left.noneMatch(path -> path.endsWith(runId)), "the run's directory stays");
        }
    }

    /** The JVM that is killed: launches one instance, says so, and waits. */
    public static void main(String[] arguments) throws IOException {
        StateDirectory state = StateDirectory.open(Path.of(arguments[0]).resolve("tare"));
        InstanceSpec plain = InstanceSpec.named("only");
        InstanceSpec spec =
                new InstanceSpec(
                        plain.name(),
                        0,
                        plain.memoryLimitBytes(),
                        plain.maximumTasks(),
                        "",
                        Duration.ofSeconds(40));
        try (Workplace place =
                        Workplace.open(
                                state,
                                new Kernel(),
                                MonotonicClock.system(),
                                arguments[1],
                                Workplace.Sharing.CONCURRENT);
                Backend backend =
                        new LibvirtRoom().open(arguments[2], place.context()).orElseThrow();
                Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            System.out.println("ready");
            System.in.read();
        }
    }

    private static List<String> processes(String runId) {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.map(process -> process.info().commandLine().orElse(""))
                    .filter(line -> line.contains("tare-" + runId + "-"))
                    .toList();
        }
    }

    private static List<String> groups(String runId) throws IOException {
        try (Stream<Path> tree = Files.walk(Path.of("/sys/fs/cgroup"), 8)) {
            return tree.map(Path::toString).filter(path -> path.contains(runId)).toList();
        }
    }
}
