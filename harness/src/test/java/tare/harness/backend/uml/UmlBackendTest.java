package tare.harness.backend.uml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.initramfs.Initramfs;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.LiveProcess;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.backend.program.Sabotage;
import tare.harness.backend.usermode.UmlDriver;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Namespace;
import tare.harness.linux.Needs;
import tare.harness.linux.Pidfd;
import tare.harness.linux.cgroup.Controller;
import tare.results.model.BackendClass;
import tare.results.model.Label;

@Tag("runtime")
class UmlBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        return new UmlRoom().open("uml", context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 8;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    @Test
    void isAVirtualMachineThatNoHardwareHelps() {
        Backend backend = backend(context);
        assertEquals(BackendClass.VM, backend.backendClass());
        assertEquals(Set.of(Label.EMULATED), backend.labels());
        assertTrue(new UmlRoom().open("umlx", context).isEmpty());
        assertEquals(List.of("uml"), new UmlRoom().defaultKeys());
    }

    @Test
    void isUnavailableWithoutItsPrograms() throws IOException {
        assertEquals(
                new Availability.Unavailable("there is no program linux.uml", "tare setup uml"),
                open(directory).probe());
        script("linux.uml", "exit 0");
        assertEquals(
                new Availability.Unavailable(
                        "there is no program unshare", "apt-get install util-linux"),
                open(directory).probe());
    }

    @Test
    void itsTreeIsInNamespacesAndInAGroupWithTheLimits() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess guest = LiveProcess.of(instance);
            assertTrue(
                    guest.ownNamespaces().containsAll(EnumSet.of(Namespace.PID, Namespace.MOUNT)));
            assertEquals("2", guest.innerPid());
            assertEquals(
                    "" + InstanceSpec.DEFAULT_MEMORY_BYTES,
                    guest.limit(Controller.MEMORY, "memory.limit_in_bytes", "memory.max"));
            assertEquals(
                    "" + InstanceSpec.DEFAULT_TASKS,
                    guest.limit(Controller.PIDS, "pids.max", "pids.max"));
        }
    }

    /** Given, resident and touched are three figures: 64 MiB are mapped, few of them are there. */
    @Test
    void memoryGivenIsNotMemoryTouched() throws IOException {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess guest = LiveProcess.of(instance);
            String maps = Files.readString(Path.of("/proc/" + guest.pid() + "/maps"));
            assertTrue(maps.matches("(?s).*/uml/\\S+ \\(deleted\\)\n.*"), maps);
            long sharedBytes =
                    Long.parseLong(guest.status("RssShmem").replaceAll("[^0-9]", "")) << 10;
            assertTrue(sharedBytes > 1 << 20, "touched " + sharedBytes);
            assertTrue(sharedBytes < InstanceSpec.DEFAULT_MEMORY_BYTES / 2, "" + sharedBytes);
        }
    }

    /** The helpers that UML leaves when its main process alone is killed end all the same. */
    @Test
    void aGuestWhoseMainProcessIsKilledLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        try (Launch launch = backend.prepare(spec())) {
            Instance instance = launch.start();
            instance.awaitReady();
            assertTrue(MarkedProcesses.find("tare-" + runId + "-i1").size() > 1);
            kill(instance);
            assertFalse(instance.ping());
            instance.close();
        }
        assertNothingGrew(before);
        assertEquals(List.of(), MarkedProcesses.find("tare-" + runId + "-i1"));
        assertEquals(List.of(), journal.open());
    }

    private static void kill(Instance instance) {
        try (Pidfd handle =
                Pidfd.open(new Kernel(), instance.hostPid().orElseThrow()).orElseThrow()) {
            handle.signal(Pidfd.SIGKILL);
            assertTrue(handle.awaitExit(10_000_000_000L));
        }
    }

    @Test
    void aProgramThatIsNoKernelIsNamedWithWhatItSaid() throws IOException {
        script("linux.uml", "echo I am no kernel >&2");
        Backend backend = open(directory, Path.of("/usr/bin"));
        Availability availability = backend.probe();
        assertFalse(availability.available());
        assertTrue(availability.toString().contains("I am no kernel"), availability.toString());
        assertTrue(availability.toString().contains("tare setup uml"), availability.toString());
        nothingIsLeft();
    }

    /** As on a CPU with AMX: the first boot says so, and the guest then has a filter. */
    @Test
    void aKernelThatCannotPutBackTheRegistersIsNotAskedTo() throws IOException {
        String filtered =
                "case \"$*\" in *ssl0*) while read -r word rest; do case $word in Seccomp:) echo"
                        + " \"filter $rest\" >&2;; esac; done </proc/self/status;; esac";
        script("linux.uml", "echo '(lpj=1)' >&2\n" + filtered);
        String without = refusal();
        assertTrue(without.contains("filter " + ownFilter()), without);
        script(
                "linux.uml",
                "echo '(lpj=1) userspace - ptrace set fp regs failed, errno = 14' >&2\n"
                        + filtered);
        String with = refusal();
        assertTrue(with.contains("filter 2"), with);
        nothingIsLeft();
    }

    /** Why a launch of the script fails: with what it said. */
    private String refusal() {
        try (Backend backend = open(directory, Path.of("/usr/bin"))) {
            LaunchException e =
                    assertThrows(LaunchException.class, () -> launchAndClose(backend, brief()));
            return String.valueOf(e.getMessage());
        }
    }

    /** What this JVM itself is under: 0, unless it is in a container. */
    private static String ownFilter() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("Seccomp:"))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .findFirst()
                .orElseThrow();
    }

    /** Boots well when it is measured, and then writes the byte itself: no probe answers. */
    @Test
    void aProgramThatWritesTheByteItselfIsFoundOut() throws IOException {
        script(
                "linux.uml",
                "echo '(lpj=1)' >&2\ncase \"$*\" in *ssl0*) printf R; cat >/dev/null;; esac");
        Backend backend = open(directory, Path.of("/usr/bin"));
        LaunchException e =
                assertThrows(LaunchException.class, () -> launchAndClose(backend, brief()));
        assertTrue(String.valueOf(e.getMessage()).contains("no probe answers"), e.getMessage());
        nothingIsLeft();
    }

    @Test
    void aGuestThatIsNeverReadyEndsAtItsDeadline() {
        Backend backend = availableBackend();
        LaunchException e =
                assertThrows(
                        LaunchException.class,
                        () -> launchAndClose(backend, brief().spinning(60_000_000_000L)));
        assertTrue(String.valueOf(e.getMessage()).contains("none within 3000 ms"), e.getMessage());
        nothingIsLeft();
    }

    @Test
    void aGuestWithoutAFirstProcessEndsInAPanic() {
        refuses(
                new Initramfs().directory("dev").terminal("dev/console", 5, 1),
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                "Kernel panic");
    }

    @Test
    void anInitramfsLargerThanTheMemoryIsRefusedBeforeAnythingStarts() {
        refuses(
                Initramfs.ofProbe().program("large", new byte[40 << 20]),
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                "too few for a kernel");
    }

    @Test
    void aGuestWithoutMemoryForAKernelIsRefused() {
        refuses(Initramfs.ofProbe(), 8 << 20, "too few for a kernel");
    }

    @Test
    void aDamagedInitramfsEndsInAPanicThatIsShown() throws IOException {
        Files.write(directory.resolve("uml.cpio"), new byte[] {1, 2, 3, 4});
        refuses(Initramfs.ofProbe(), InstanceSpec.DEFAULT_MEMORY_BYTES, "Unable to mount root");
    }

    /** A launch with another first file system fails with these words, and leaves nothing. */
    private void refuses(Initramfs initramfs, long memoryBytes, String words) {
        Needs.that(Executables.live().find("linux.uml").isPresent(), "there is no linux.uml");
        UmlDriver driver =
                new UmlDriver(
                        Executables.live(),
                        context,
                        initramfs,
                        "uml.cpio",
                        () -> Pipes.toTerminal(new Kernel()));
        InstanceSpec spec = new InstanceSpec("bad", 0, memoryBytes, 16, "", Duration.ofSeconds(10));
        long start = clock.nanos();
        try (Backend backend = new ProgramBackend(driver, context)) {
            LaunchException e =
                    assertThrows(LaunchException.class, () -> launchAndClose(backend, spec));
            assertTrue(String.valueOf(e.getMessage()).contains(words), e.getMessage());
        }
        assertTrue(clock.nanos() - start < 9_000_000_000L, "before the deadline");
        nothingIsLeft();
    }

    private InstanceSpec brief() {
        return new InstanceSpec(
                "brief",
                0,
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                InstanceSpec.DEFAULT_TASKS,
                "",
                Duration.ofSeconds(3));
    }

    private void nothingIsLeft() {
        assertEquals(List.of(), journal.open());
        try {
            for (String name : List.of("i0", "bad", "brief", "trial", "errand")) {
                assertEquals(List.of(), MarkedProcesses.find("tare-" + runId + "-" + name));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theDriversWordsLeadToARemedy() {
        UmlDriver driver = new UmlDriver(Executables.in(List.of()), context);
        assertTrue(driver.remedy("Too few physical memory! Needed=1").contains("more memory"));
        assertTrue(driver.remedy("VFS: Unable to mount root fs").contains("tare clean"));
        assertTrue(driver.remedy("ptrace: EPERM").contains("allow ptrace"));
        assertEquals("", driver.remedy("else"));
    }

    private Backend open(Path... directories) {
        Executables executables =
                Executables.in(java.util.Arrays.stream(directories).map(Path::toString).toList());
        return new UmlRoom(executables).open("uml", context).orElseThrow();
    }

    private void script(String name, String lines) throws IOException {
        Path file = Files.writeString(directory.resolve(name), "#!/bin/sh\n" + lines + "\n");
        assertTrue(file.toFile().setExecutable(true));
    }
}
