package tare.harness.backend.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.LayerSums;
import tare.harness.backend.SharedBackendContract;
import tare.harness.backend.program.Executables;
import tare.harness.journal.Resource;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;
import tare.results.model.Metric;

@Tag("runtime")
class DockerBackendTest extends SharedBackendContract {

    private static final Path NO_SOCKET = Path.of("/nonexistent/docker.sock");

    @Override
    protected Backend backend(BackendContext context) {
        return own("docker", context);
    }

    /** Beside the one that the tests share there is none: both would be of one run's name. */
    private static DockerBackend own(String key, BackendContext context) {
        DockerRoom.Surroundings alone =
                new DockerRoom.Surroundings("", NO_SOCKET, Executables.live());
        return (DockerBackend) new DockerRoom(alone).open(key, context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        ((DockerLaunch) launch).request().withImage("tare-is-not-there");
    }

    @Override
    protected int manyAtOnce() {
        return 5;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    @Test
    void theInstanceIsWhatTheKeySays() throws IOException {
        Backend backend = availableBackend();
        InstanceSpec spec = spec();
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
            int pid = instance.hostPid().orElseThrow();
            Path process = Path.of("/proc/" + pid);
            String status = Files.readString(process.resolve("status"));
            assertTrue(status.contains("\nName:\tprobe\n") || status.startsWith("Name:\tprobe\n"));
            assertTrue(status.matches("(?s).*\nNSpid:\t\\d+\t1\n.*"), "PID 1 is the probe");
            assertTrue(status.contains("\nCapBnd:\t0000000000000000\n"), status);
            assertTrue(status.contains("\nNoNewPrivs:\t1\n"), status);
            assertTrue(status.contains("\nSeccomp:\t2\n"), status);
            for (String kind : List.of("pid", "mnt", "net", "uts", "ipc")) {
                assertNotEquals(
                        Files.readSymbolicLink(Path.of("/proc/self/ns/" + kind)),
                        Files.readSymbolicLink(process.resolve("ns/" + kind)));
            }
            assertEquals(
                    Long.toString(spec.memoryLimitBytes()),
                    limit(pid, "memory", "memory.limit_in_bytes", "memory.max"));
            assertEquals(
                    Integer.toString(spec.maximumTasks()),
                    limit(pid, "pids", "pids.max", "pids.max"));
        }
    }

    /** A limit of the control group that a process is in. */
    private static String limit(int pid, String controller, String v1, String v2)
            throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/cgroup"))) {
            String[] parts = line.split(":", 3);
            Path first = Path.of("/sys/fs/cgroup/" + controller + parts[2]).resolve(v1);
            Path unified = Path.of("/sys/fs/cgroup" + parts[2]).resolve(v2);
            if (parts[1].equals(controller) && Files.exists(first)) {
                return Files.readString(first).strip();
            }
            if (parts[1].isEmpty() && Files.exists(unified)) {
                return Files.readString(unified).strip();
            }
        }
        throw new AssertionError("no limit for " + controller);
    }

    @Test
    void theLayersAddUpToTheWhole() {
        LayerSums.assertExact(launchAndClose(availableBackend(), spec()));
    }

    @Test
    void withoutANetworkOfItsOwnMakingWorksToo() {
        closeBackend();
        try (DockerBackend backend = own("docker:none", context)) {
            Instance instance = launchAndClose(backend, spec());
            assertTrue(instance.stages().stoppedNanos() > instance.stages().readyNanos());
        }
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aDaemonThatIsKilledFailsTheLaunchAndLeavesNothing() throws IOException {
        closeBackend();
        Set<String> before = traces();
        try (DockerBackend backend = own("docker", context)) {
            Launch next = backend.prepare(spec());
            Launch launch = backend.prepare(spec());
            Instance instance = launch.start();
            instance.awaitReady();
            int probe = instance.hostPid().orElseThrow();
            int pid = backend.service(spec()).own().orElseThrow().pid();
            try (Pidfd daemon = Pidfd.open(new Kernel(), pid).orElseThrow()) {
                daemon.signal(Pidfd.SIGKILL);
                assertTrue(daemon.awaitExit(10_000_000_000L));
            }
            LaunchException e = assertThrows(LaunchException.class, next::start);
            assertTrue(e.why().contains("own Docker daemon has ended"), e.why());
            e = assertThrows(LaunchException.class, () -> backend.prepare(spec()));
            assertTrue(e.why().contains("own Docker daemon has ended"), e.why());
            instance.close();
            assertFalse(Files.exists(Path.of("/proc/" + probe + "/exe")));
        }
        assertEquals(before, traces());
        assertEquals(List.of(), journal.open());
    }

    @Test
    void closingTheBackendLeavesNothing() throws IOException {
        closeBackend();
        Set<String> before = traces();
        try (DockerBackend backend = own("docker", context)) {
            launchAndClose(backend, spec());
            assertNotEquals(before, traces());
        }
        assertEquals(before, traces());
        assertEquals(List.of(), journal.open());
    }

    /** What names this run, or lies where Docker and containerd leave things. */
    private Set<String> traces() throws IOException {
        Set<String> found = new TreeSet<>();
        Files.readAllLines(Path.of("/proc/self/mountinfo")).forEach(found::add);
        for (String place :
                List.of("/run/docker", "/etc/docker", "/opt/containerd", "/run/containerd")) {
            if (Files.isDirectory(Path.of(place))) {
                try (Stream<Path> tree = Files.walk(Path.of(place))) {
                    tree.map(Path::toString).forEach(found::add);
                }
            }
        }
        try (Stream<Path> tree = Files.walk(directory, 1)) {
            tree.filter(path -> path.getFileName().toString().startsWith("tare-"))
                    .map(Path::toString)
                    .forEach(found::add);
        }
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            all.filter(
                            process ->
                                    process.info()
                                            .commandLine()
                                            .orElse("")
                                            .contains("tare-" + runId + "-"))
                    .map(process -> process.info().commandLine().orElse(""))
                    .forEach(found::add);
        }
        for (String tree : List.of("memory", "pids", "devices")) {
            Path root = Path.of("/sys/fs/cgroup").resolve(tree);
            if (Files.isDirectory(root)) {
                try (Stream<Path> groups = Files.walk(root)) {
                    groups.map(Path::toString)
                            .filter(group -> group.contains(runId) || group.endsWith("/docker"))
                            .forEach(found::add);
                }
            }
        }
        return found;
    }

    @Test
    void aMissingDaemonIsNamedWithItsRemedy() {
        closeBackend();
        DockerRoom room =
                new DockerRoom(
                        new DockerRoom.Surroundings("", NO_SOCKET, Executables.in(List.of())));
        Availability found = room.open("docker", context).orElseThrow().probe();
        assertTrue(found instanceof Availability.Unavailable);
        assertEquals("tare setup docker", ((Availability.Unavailable) found).remedy());
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aDaemonThatRunsIsUsedAndLeftAsItWas() throws IOException {
        closeBackend();
        try (DockerBackend host = own("docker", context)) {
            launchAndClose(host, spec());
            DockerService service = host.service(spec());
            Path socket = Path.of(service.own().orElseThrow().uri().getPath());
            List<Resource> before = journal.open();
            DockerRoom.Surroundings there =
                    new DockerRoom.Surroundings("", socket, Executables.in(List.of()));
            BackendContext guest =
                    new BackendContext(runId + "g", clock, journal, directory.resolve("guest"));
            Files.createDirectory(guest.directory());
            try (Backend backend = new DockerRoom(there).open("docker", guest).orElseThrow()) {
                Availability found = backend.probe();
                assertTrue(found.toString().contains("the daemon that runs"), found.toString());
                Instance instance = launchAndClose(backend, spec());
                assertEquals(Set.of(Metric.LAYER_CLIENT), instance.layers().nanos().keySet());
                assertTrue(journal.open().toString().contains("Served"), "the image is journalled");
            }
            assertEquals(before, journal.open());
            assertEquals(1, service.engine().images());
            assertEquals(0, service.engine().containers());
        }
    }

    @Test
    void aDaemonOnAnotherMachineIsRefusedUnlessItIsMeant() {
        for (String address : List.of("tcp://192.0.2.1:2375", "ssh://somebody@example.org")) {
            String why = refusal(address, context);
            assertTrue(why.contains("another machine"), why);
        }
        assertTrue(refusal("unix:///nonexistent/d.sock", context).contains("nothing listens"));
        TreeMap<String, String> meant = new TreeMap<>(Map.of(DockerBackend.REMOTE, "true"));
        String why = refusal("ssh://somebody@example.org", context.with(meant));
        assertTrue(why.contains("speaks unix:// and tcp://"), why);
    }

    private static String refusal(String dockerHost, BackendContext context) {
        DockerRoom.Surroundings named =
                new DockerRoom.Surroundings(dockerHost, NO_SOCKET, Executables.live());
        try (Backend backend = new DockerRoom(named).open("docker", context).orElseThrow()) {
            Availability found = backend.probe();
            assertTrue(found instanceof Availability.Unavailable, found.toString());
            Availability.Unavailable absent = (Availability.Unavailable) found;
            assertFalse(absent.remedy().isEmpty(), absent.toString());
            return absent.reason();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rubbish\n",
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
            })
    void aSocketThatAnswersRubbishIsNamed(String rubbish) throws Exception {
        closeBackend();
        Path socket = directory.resolve("rubbish.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread answering = new Thread(() -> answer(server, rubbish));
            answering.setDaemon(true);
            answering.start();
            String why = refusal("unix://" + socket, context);
            assertTrue(why.contains("does not answer as a Docker daemon"), why);
        }
        assertEquals(List.of(), journal.open());
    }

    private static void answer(ServerSocketChannel server, String rubbish) {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                channel.read(ByteBuffer.allocate(4096));
                channel.write(ByteBuffer.wrap(rubbish.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException gone) {
                // Whoever asked has gone, or the test is over: the loop finds out which.
            }
        }
    }

    @Test
    void aSocketThatNeverAnswersIsGivenUp() throws Exception {
        Path socket = directory.resolve("mute.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            String why = refusal("unix://" + socket, context);
            assertTrue(why.contains("no answer within 5 s"), why);
        }
    }
}
