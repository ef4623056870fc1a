package tare.harness.backend.containerd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Inside;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.LayerSums;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.Sabotage;
import tare.harness.journal.Resource;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;

@Tag("runtime")
class ContainerdBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new ContainerdRoom().open("containerd", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected boolean belongsToTheBackend(Resource entry) {
        return entry instanceof Resource.RunningProcess process
                && process.token().contains("-ctrd-");
    }

    /** containerd collects the directories of deleted snapshots when it pleases. */
    @Override
    protected boolean goesLater(Path file) {
        return file.toString().contains("/snapshots/");
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
    void theProbeIsProcessOneWithinItsMemory() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            Inside inside = Inside.of(instance);
            assertEquals(1, inside.innermostPid());
            assertEquals("64 MiB", inside.memoryLimit());
        }
    }

    /** Also of two at once: neither takes the other's calls for its own. */
    @Test
    void theLayersAddUpToTheWhole() {
        Backend backend = availableBackend();
        Instance one;
        Instance other;
        try (Launch first = backend.prepare(spec());
                Launch second = backend.prepare(spec())) {
            one = first.start();
            other = second.start();
            try (one;
                    other) {
                one.awaitReady();
                other.awaitReady();
            }
        }
        LayerSums.assertExact(one);
        LayerSums.assertExact(other);
    }

    /** The daemon and its shims count to the group of the process that launches. */
    @Test
    void shimsAreWeighedWithTheLaunchingProcess() throws IOException {
        Backend backend = availableBackend();
        InstanceSpec spec = spec();
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
            String name = "tare-" + runId + "-" + spec.name();
            int shim = named(name, "containerd-shim");
            assertEquals(Inside.memoryGroup("self"), Inside.memoryGroup("" + shim));
        }
    }

    @Test
    void nothingIsSharedWithOtherContainerds() {
        Map<Path, Boolean> before = Inside.existence("/run/containerd", "/run/runc");
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        assertEquals(before, Inside.existence("/run/containerd", "/run/runc"));
    }

    @Test
    void aKilledDaemonFailsTheLaunchAndLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        Map<String, Long> before = count();
        Instance instance;
        Launch launch = backend.prepare(spec());
        try (launch) {
            instance = launch.start();
            instance.awaitReady();
        }
        String mark = home().getFileName().toString();
        int daemon = named(mark, "containerd");
        try (Launch prepared = backend.prepare(spec());
                Pidfd handle = Pidfd.open(new Kernel(), daemon).orElseThrow()) {
            handle.signal(Pidfd.SIGKILL);
            assertTrue(handle.awaitExit(10_000_000_000L));
            LaunchException e =
                    assertThrows(
                            LaunchException.class,
                            () -> {
                                Instance started = prepared.start();
                                started.awaitReady();
                            });
            assertTrue(e.remedy().contains("daemon that Tare started has ended"), e.toString());
        }
        LaunchException late = assertThrows(LaunchException.class, () -> backend.prepare(spec()));
        assertTrue(late.why().contains("killed by signal 9"), late.toString());
        LaunchException end = assertThrows(LaunchException.class, instance::close);
        assertTrue(end.remedy().contains("daemon that Tare started has ended"), end.toString());
        backend.close();
        assertEquals(List.of(), journal.open());
        assertEquals(List.of(), MarkedProcesses.find(mark));
        assertFalse(Files.exists(home()));
        assertNothingGrew(before);
    }

    @Test
    void withoutAProgramItIsUnavailable() {
        Backend backend =
                new ContainerdRoom(Executables.in(List.of()))
                        .open("containerd", context)
                        .orElseThrow();
        assertEquals(
                new Availability.Unavailable(
                        "there is no program containerd", "tare setup containerd"),
                backend.probe());
        backend.close();
    }

    @Test
    void aSocketThatAnswersRubbishIsAReason() throws IOException {
        Needs.that(Executables.live().find("ctr").isPresent(), "no ctr");
        Path programs = Files.createDirectory(directory.resolve("programs"));
        for (String name : List.of("containerd-shim-runc-v2", "runc", "ctr")) {
            Files.createSymbolicLink(
                    programs.resolve(name), Executables.live().find(name).orElseThrow());
        }
        Path fake = programs.resolve("containerd");
        Files.writeString(fake, "#!/bin/sh\nexec sleep 60\n");
        Files.setPosixFilePermissions(fake, PosixFilePermissions.fromString("rwx------"));
        Path socket = directory.resolve("rubbish");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread babbler = new Thread(() -> babble(server));
            babbler.start();
            // In place of the daemon's own socket, which this containerd never makes.
            Files.writeString(
                    fake,
                    "#!/bin/sh\nln -s " + socket + " \"${2%config.toml}socket\"\nexec sleep 60\n");
            Backend backend =
                    new ContainerdRoom(Executables.in(List.of(programs.toString())))
                            .open("containerd", context)
                            .orElseThrow();
            Availability found = backend.probe();
            assertFalse(found.available());
            assertTrue(found.toString().contains("ctr image import"), found.toString());
            backend.close();
        }
        assertFalse(Files.exists(home()));
        assertEquals(List.of(), journal.open());
    }

    private static void babble(ServerSocketChannel server) {
        try {
            while (true) {
                try (SocketChannel caller = server.accept()) {
                    caller.write(
                            ByteBuffer.wrap(
                                    "what?\n"
                                            .getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
                }
            }
        } catch (ClosedChannelException over) {
            return;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static int named(String mark, String program) throws IOException {
        for (ProcessIdentity process : MarkedProcesses.find(mark)) {
            Path name = Path.of("/proc/" + process.pid() + "/comm");
            if (Files.readString(name).strip().equals(program)) {
                return process.pid();
            }
        }
        throw new AssertionError("no " + program);
    }

    private Path home() {
        return directory.resolve("tare-" + runId + "-ctrd-" + ProcessHandle.current().pid());
    }
}
