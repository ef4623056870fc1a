package tare.harness.backend.libvirt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.program.Executables;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;

/** What cannot be started says why, in bounded time, and leaves nothing. */
@Tag("kernel")
class LibvirtRefusalsTest {

    private static final LibvirtRoom.Surroundings LIVE = LibvirtRoom.Surroundings.live();

    @TempDir Path directory;
    private final MemoryJournal journal = new MemoryJournal();
    private final String runId = "r" + ProcessHandle.current().pid();

    private BackendContext context(Map<String, String> settings) throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        return new BackendContext(
                runId, MonotonicClock.system(), journal, new TreeMap<>(settings), scratch);
    }

    private Availability ask(String key, LibvirtRoom.Surroundings surroundings) throws IOException {
        return ask(key, surroundings, Map.of());
    }

    private Availability ask(
            String key, LibvirtRoom.Surroundings surroundings, Map<String, String> settings)
            throws IOException {
        try (Backend backend =
                new LibvirtRoom(surroundings).open(key, context(settings)).orElseThrow()) {
            return backend.probe();
        } finally {
            assertEquals(List.of(), journal.open());
            assertEquals(List.of(), MarkedProcesses.find("tare-" + runId + "-virt"));
        }
    }

    private static void assertRefused(Availability availability, String reason, String remedy) {
        assertFalse(availability.available());
        assertTrue(availability.toString().contains(reason), availability.toString());
        assertTrue(availability.toString().contains(remedy), availability.toString());
    }

    /** Whatever is in the directory, and nothing of the host's. */
    private LibvirtRoom.Surroundings alone() {
        return new LibvirtRoom.Surroundings(
                Executables.in(List.of(directory.toString())),
                new KernelStore(directory.resolve("kernels")),
                List.of(directory),
                Duration.ofSeconds(2));
    }

    private void script(String name, String lines) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }

    private void drivers() throws IOException {
        Files.createSymbolicLink(
                directory.resolve("sh"), Executables.live().find("sh").orElseThrow());
        Files.createFile(directory.resolve("libvirt_driver_qemu.so"));
        Files.createFile(directory.resolve("libvirt_driver_lxc.so"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"libvirt:qemu-tcg", "libvirt:qemu-kvm", "libvirt:lxc"})
    void withoutADaemonNothingCanBeStarted(String key) throws IOException {
        assertRefused(ask(key, alone()), "there is no program libvirtd", "tare setup libvirt");
        script("libvirtd", "exit 0");
        script("sh", "exit 0");
        assertRefused(ask(key, alone()), "libvirtd has no driver for", "tare setup libvirt");
    }

    @Test
    void withoutAKernelThereIsNoGuest() throws IOException {
        Needs.that(DaemonPlace.lacking().isEmpty(), "libvirt is not installed");
        script("libvirtd", "exit 0");
        drivers();
        assertRefused(
                ask("libvirt:qemu-tcg", alone()), "no program qemu-system", "tare setup libvirt");
        script(LibvirtBackend.EMULATOR, "exit 0");
        assertRefused(
                ask("libvirt:qemu-tcg", alone()), "there is no kernel for guests", "tare setup");
    }

    @Test
    void whatIsNoKernelIsRefusedBeforeADaemonStarts() throws IOException {
        Needs.that(DaemonPlace.lacking().isEmpty(), "libvirt is not installed");
        script("libvirtd", "exit 0");
        drivers();
        script(LibvirtBackend.EMULATOR, "exit 0");
        Path file = Files.writeString(directory.resolve("vmlinuz"), "I am no kernel");
        assertRefused(
                ask("libvirt:qemu-tcg", alone(), Map.of(GuestKernel.SETTING, file.toString())),
                "is no kernel that a guest can boot",
                "--kernel");
    }

    @Test
    void aDaemonThatDoesNotComeUpIsNamedWithWhatItSaid() throws IOException {
        Needs.that(DaemonPlace.lacking().isEmpty(), "libvirt is not installed");
        script("libvirtd", "echo Failed to parse user \"'libvirt-qemu'\" >&2; exit 3");
        drivers();
        Availability availability = ask("libvirt:lxc", alone());
        Needs.that(!availability.toString().contains("root alone"), "not root");
        assertRefused(availability, "Failed to parse user", "make the user libvirt-qemu");
        assertRefused(availability, "exit status 3", "");
    }

    /** It listens, and never says a word. */
    @Test
    @Tag("runtime")
    void aUriThatHangsIsEndedByItsBound() throws IOException {
        needsLibrary();
        Path socket = directory.resolve("silent");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertRefused(
                    ask("libvirt:qemu+unix:///system?socket=" + socket, alone()),
                    "no answer within 2000 ms",
                    "");
        }
    }

    @Test
    @Tag("runtime")
    void whereNobodyListensLibvirtSaysSo() throws IOException {
        needsLibrary();
        assertRefused(
                ask("libvirt:qemu+unix:///system?socket=" + directory.resolve("no"), alone()),
                "Failed to connect socket",
                "");
    }

    /** libvirt's own driver for tests, which starts nothing and needs no daemon. */
    @Test
    @Tag("runtime")
    void anotherHypervisorIsConnectedToAndSaidToBeUntried() throws IOException {
        needsLibrary();
        assertRefused(
                ask("libvirt:test:///default", alone()),
                "which was never tried on a real host",
                "libvirt:qemu-tcg");
    }

    private static void needsLibrary() {
        Needs.that(LIVE.driver("qemu").isPresent(), "libvirt is not installed");
    }

    @Test
    @Tag("runtime")
    void aDamagedInitramfsEndsInAPanicThatIsShown() throws IOException {
        BackendContext context = context(Map.of());
        Files.write(context.directory().resolve("libvirt.cpio"), new byte[] {1, 2, 3, 4});
        String said = failure(context, 0, Duration.ofSeconds(40));
        assertTrue(said.contains("the domain ended first; its console: "), said);
        assertTrue(said.contains("Unable to mount root"), said);
    }

    @Test
    @Tag("runtime")
    void aGuestThatIsNeverReadyEndsAtItsDeadline() throws IOException {
        String said = failure(context(Map.of()), 60_000_000_000L, Duration.ofSeconds(6));
        assertTrue(said.contains("none within 6000 ms"), said);
    }

    /** Why a launch fails, after which nothing is left. */
    private String failure(BackendContext context, long spinNanos, Duration deadline)
            throws IOException {
        needsLibrary();
        Needs.that(LIVE.kernels().newest().isPresent(), "no kernel for guests");
        InstanceSpec spec =
                new InstanceSpec(
                        "bad", spinNanos, InstanceSpec.DEFAULT_MEMORY_BYTES, 16, "", deadline);
        try (Backend backend = new LibvirtRoom().open("libvirt:qemu-tcg", context).orElseThrow()) {
            LaunchException e =
                    assertThrows(
                            LaunchException.class,
                            () -> {
                                try (Launch launch = backend.prepare(spec);
                                        Instance instance = launch.start()) {
                                    instance.awaitReady();
                                }
                            });
            assertEquals(List.of(), MarkedProcesses.find("tare-" + runId + "-bad"));
            return e.summary();
        } finally {
            assertEquals(List.of(), journal.open());
            assertEquals(List.of(), MarkedProcesses.find("tare-" + runId + "-virt"));
        }
    }

    @Test
    @Tag("runtime")
    void aDaemonThatIsKilledFailsTheLaunchAndLeavesNothing() throws IOException {
        needsLibrary();
        BackendContext context = context(Map.of());
        try (LibvirtBackend backend =
                (LibvirtBackend) new LibvirtRoom().open("libvirt:lxc", context).orElseThrow()) {
            Needs.that(backend.probe().available(), "libvirt starts no containers here");
            try (Launch launch = backend.prepare(InstanceSpec.named("first"));
                    Launch next = backend.prepare(InstanceSpec.named("next"))) {
                Instance instance = launch.start();
                instance.awaitReady();
                backend.service().own().orElseThrow().kill();
                assertFalse(instance.ping());
                instance.close();
                LaunchException e = assertThrows(LaunchException.class, next::start);
                assertTrue(e.why().contains("has ended"), e.why());
                assertThrows(
                        LaunchException.class,
                        () -> backend.prepare(InstanceSpec.named("late")).close());
            }
        } finally {
            assertEquals(List.of(), journal.open());
            assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
        }
    }

    @Test
    void keysNameWhatIsOn() {
        LibvirtRoom room = new LibvirtRoom();
        assertEquals(List.of("libvirt:qemu-tcg"), room.defaultKeys());
        assertTrue(LibvirtKey.of("libvirt").isEmpty());
        assertTrue(LibvirtKey.of("libvirt:qemu").isEmpty());
        assertTrue(LibvirtKey.of("libvirt:other").isEmpty());
        assertTrue(LibvirtKey.of("lxc").isEmpty());
        LibvirtKey esx =
                LibvirtKey.of("libvirt:esx://root@host.example/?no_verify=1").orElseThrow();
        assertEquals("root@host.example", esx.host());
        assertEquals("esx", esx.scheme());
        assertEquals("", LibvirtKey.of("libvirt:xen:///system").orElseThrow().host());
        assertTrue(LibvirtKey.of("libvirt:lxc:///system").orElseThrow().isContainer());
        assertTrue(LibvirtKey.of("libvirt:qemu+ssh://h/system").orElseThrow().emulated());
        assertFalse(esx.emulated());
    }

    @Test
    void pathsAreEscapedInDescriptions() {
        String text =
                DomainText.guest(
                        new DomainText.Machine(
                                "qemu", Path.of("/q"), Path.of("/a&b'<c"), Path.of("/i"), ""),
                        InstanceSpec.named("i"),
                        "tare-x-i",
                        Path.of("/l"),
                        Path.of("/c"));
        assertTrue(text.contains("<kernel>/a&amp;b&apos;&lt;c</kernel>"), text);
        assertTrue(text.contains("-- 0 /dev/ttyS0 /dev/ttyS0</cmdline>"), text);
    }
}
