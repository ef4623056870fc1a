package tare.harness.backend.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.HostCount;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.MemoryJournal;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;

/** Runtimes that go wrong in every way: a clear failure, in bounded time, and nothing left. */
@Tag("kernel")
@Timeout(120)
class FaultsEndToEndTest {

    /** More than a shell takes on a busy machine; a runtime that hangs is given less. */
    private static final Duration DEADLINE = Duration.ofSeconds(8);

    private static final Duration SHORT = Duration.ofSeconds(1);

    private static final FakeRuntime GOOD = FakeRuntime.good();

    /** What a failure says at most: 4 KiB of the runtime's words, and Tare's own. */
    private static final int LONGEST_MESSAGE = 10_000;

    @TempDir Path top;
    private final MemoryJournal journal = new MemoryJournal();
    private final String runId = "f" + ProcessHandle.current().pid();
    private Path directory;
    private BackendContext context;

    @BeforeEach
    void makeContext() throws IOException {
        directory = Files.createDirectory(top.resolve("run"));
        context = new BackendContext(runId, MonotonicClock.system(), journal, directory);
    }

    @Test
    void aGoodRuntimeWorks() throws IOException {
        Backend backend = backend(GOOD, SHORT);
        launch(backend, DEADLINE);
        List<Path> files = files();
        Map<String, Long> before = HostCount.now(runId);
        launch(backend, DEADLINE);
        assertNothingLeft(before, files);
    }

    static Stream<Arguments> hanging() {
        return Stream.of(
                hanging(GOOD.creating("sleep 1000"), "create: not done"),
                hanging(GOOD.creating(FakeRuntime.WAITING + "sleep 1000"), "create: not done"),
                hanging(
                        GOOD.creating("trap '' TERM; (setsid sleep 1000) & sleep 1000"),
                        "create: not done"),
                hanging(GOOD.starting("sleep 1000"), "ready byte: none"),
                hanging(GOOD.starting(""), "ready byte: none"),
                hanging(GOOD.creating("sleep 1000 &").starting(""), "ready byte: none"));
    }

    static Stream<Arguments> failing() {
        return Stream.of(
                fault(
                        GOOD.creating("echo broken >&2; exit 3"),
                        "create: the runtime failed: exit status 3; it said: broken"),
                fault(
                        GOOD.creating(FakeRuntime.WAITING + "exit 3"),
                        "create: the runtime failed: exit status 3"),
                fault(
                        GOOD.starting("echo no >&2; exit 4"),
                        "ready byte: the runtime ended first: exit status 4; it said: no"),
                fault(
                        GOOD.creating(FakeRuntime.WAITING + "kill -9 $$"),
                        "create: the runtime failed: killed by signal 9"),
                fault(
                        GOOD.starting("kill -9 $$"),
                        "ready byte: the runtime ended first: killed by signal 9"));
    }

    /** The runtime writes to the channel itself. */
    static Stream<Arguments> lying() {
        FakeRuntime lying = GOOD.creating("printf R; echo 1 >\"$pid\"\n").starting("");
        return Stream.of(
                fault(
                        lying.creating("printf R; exit 1"),
                        "create: the runtime failed: exit status 1"),
                fault(lying, "ready byte: it came, but no probe answers: the runtime wrote it"),
                fault(
                        lying.starting("exit 5"),
                        "start: the byte came, but the runtime failed: exit status 5"),
                fault(
                        GOOD.starting(FakeRuntime.GO + "sleep 1000"),
                        "start: the byte came, but the runtime does not end"),
                fault(
                        lying.creating("echo created"),
                        "ready byte: something that is not the probe wrote on its channel"));
    }

    static Stream<Arguments> ending() {
        String behind = "stop: the runtime left 1 processes behind";
        return Stream.of(
                fault(
                        GOOD.deleting("echo busy >&2; exit 1"),
                        "delete: the runtime failed: exit status 1; it said: busy"),
                fault(
                        GOOD.deleting("sleep 1000"),
                        "delete: the runtime was not done within 1000 ms"),
                fault(GOOD.creating(FakeRuntime.WAITING + "sleep 1000 &\n"), behind),
                fault(GOOD.creating(FakeRuntime.WAITING + "setsid sleep 1000 &\n"), behind),
                fault(
                        GOOD.creating(
                                FakeRuntime.WAITING
                                        + "sleep 1000 </dev/null >/dev/null 2>/dev/null &\n"),
                        behind));
    }

    private static Arguments fault(FakeRuntime runtime, String expected) {
        return Arguments.of(runtime, DEADLINE, expected);
    }

    private static Arguments hanging(FakeRuntime runtime, String expected) {
        return Arguments.of(runtime, SHORT, expected + " within 1000 ms");
    }

    @ParameterizedTest
    @MethodSource({"hanging", "failing", "lying", "ending"})
    void isToldAndLeavesNothing(FakeRuntime runtime, Duration deadline, String expected)
            throws IOException {
        Backend backend = backend(GOOD, SHORT);
        launch(backend, DEADLINE);
        runtime.write(program(), directory);
        List<Path> files = files();
        Map<String, Long> before = HostCount.now(runId);
        LaunchException e = fails(backend, deadline);
        assertTrue(String.valueOf(e.getMessage()).startsWith(expected), e.getMessage());
        assertFalse(e.remedy().isEmpty(), "no remedy: " + e.getMessage());
        assertNothingLeft(before, files);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000_000, 5_000_000})
    void muchIsSaid(int bytes) throws IOException {
        String words =
                "printf 'first\\n\\033[31m\\302\\233\\342\\200\\256' >&2\n"
                        + ("head -c " + bytes + " /dev/zero | tr '\\0' x >&2\n")
                        + "printf '\\007last\\n' >&2\nexit 1\n";
        Backend backend = backend(GOOD.creating(words), SHORT);
        LaunchException e = fails(backend, DEADLINE);
        assertTrue(e.why().contains("it said: first"), e.why());
        assertEquals(bytes < 1 << 20, e.why().endsWith("last"), e.why());
        assertTrue(e.why().length() < LONGEST_MESSAGE, "characters: " + e.why().length());
        assertFalse(e.why().matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}].*"), e.why());
        assertEquals(List.of(), journal.open());
    }

    @Test
    void whatIsNoProgramIsToldApart() throws IOException {
        Backend backend = backend(GOOD, SHORT);
        launch(backend, DEADLINE);
        List<Path> files = files();
        Map<String, Long> before = HostCount.now(runId);

        Files.writeString(program(), "echo no program\n");
        assertExecveFails(backend, "ENOEXEC");
        Files.setPosixFilePermissions(program(), PosixFilePermissions.fromString("rw-------"));
        assertExecveFails(backend, "EACCES");
        Files.delete(program());
        assertExecveFails(backend, "ENOENT");
        Files.createDirectory(program());
        assertExecveFails(backend, "EACCES");

        assertNothingLeft(before, files);
    }

    private void assertExecveFails(Backend backend, String errno) {
        LaunchException e = fails(backend, DEADLINE);
        assertEquals("execve " + program(), e.step());
        assertTrue(e.why().contains(errno), e.why());
        assertTrue(e.remedy().startsWith("ls -l " + program()), e.remedy());
    }

    /** Tmpfs: small, and then read-only. */
    @Test
    void aDirectoryThatCannotBeWrittenToIsTold() throws IOException, InterruptedException {
        Needs.that(run("mount", "-t", "tmpfs", "-o", "size=64k", "tare", directory), "no mount");
        try {
            Backend backend = backend(GOOD, SHORT);
            launch(backend, DEADLINE);
            Path filler = directory.resolve("filler");
            fill(filler);
            List<Path> files = files();
            Map<String, Long> before = HostCount.now(runId);
            LaunchException full = fails(backend, DEADLINE);
            assertEquals("bundle", full.step());
            assertTrue(full.why().contains("No space left on device"), full.why());
            assertTrue(full.remedy().startsWith("df " + directory), full.remedy());
            assertNothingLeft(before, files);

            Files.delete(filler);
            launch(backend, DEADLINE);
            assertTrue(run("mount", "-o", "remount,ro", directory));
            before = HostCount.now(runId);
            LaunchException readOnly = fails(backend, DEADLINE);
            assertEquals("bundle", readOnly.step());
            assertTrue(readOnly.why().contains("Read-only file system"), readOnly.why());
            assertNothingLeft(before, files.stream().filter(f -> !f.equals(filler)).toList());
        } finally {
            assertTrue(run("umount", directory));
        }
    }

    /** The root that instances share is not left half-made either. */
    @Test
    void aDiskThatIsFullFromTheStartIsTold() throws IOException, InterruptedException {
        Needs.that(run("mount", "-t", "tmpfs", "-o", "size=64k", "tare", directory), "no mount");
        try {
            Path filler = directory.resolve("filler");
            fill(filler);
            List<Path> files = files();
            LaunchException full = fails(backend(GOOD, SHORT), DEADLINE);
            assertTrue(full.why().contains("No space left on device"), full.why());
            assertEquals(files, files());
            assertEquals(List.of(), journal.open());
        } finally {
            assertTrue(run("umount", directory));
        }
    }

    @Test
    void closingAFailedOneAgainDoesNothing() throws IOException {
        Backend backend = backend(GOOD.starting("exit 1"), SHORT);
        Launch launch = backend.prepare(spec(DEADLINE));
        Instance instance = launch.start();
        assertThrows(LaunchException.class, instance::awaitReady);
        Map<String, Long> before = HostCount.now(runId);
        instance.close();
        instance.close();
        launch.close();
        assertNothingLeft(before, files());
    }

    private static void fill(Path file) throws IOException {
        byte[] page = new byte[1024];
        try (var out = Files.newOutputStream(file)) {
            IOException full =
                    assertThrows(
                            IOException.class,
                            () -> {
                                while (true) {
                                    out.write(page);
                                }
                            });
            assertTrue(String.valueOf(full.getMessage()).contains("No space"));
        }
    }

    private static boolean run(Object... words) throws IOException, InterruptedException {
        List<String> command = Stream.of(words).map(Object::toString).toList();
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    }

    private Path program() {
        return top.resolve("runtime");
    }

    private Backend backend(FakeRuntime runtime, Duration patience) throws IOException {
        Path program = runtime.write(program(), directory);
        return new ProgramBackend(FakeRuntime.driver(program, context), context, patience);
    }

    private static InstanceSpec spec(Duration deadline) {
        InstanceSpec usual = InstanceSpec.named("only");
        return new InstanceSpec(
                usual.name(), 0, usual.memoryLimitBytes(), usual.maximumTasks(), "", deadline);
    }

    private static void launch(Backend backend, Duration deadline) {
        try (Launch launch = backend.prepare(spec(deadline))) {
            Instance instance = launch.start();
            instance.awaitReady();
            instance.afterReady();
            assertTrue(instance.ping());
            instance.close();
        }
    }

    private static LaunchException fails(Backend backend, Duration deadline) {
        return assertThrows(LaunchException.class, () -> launch(backend, deadline));
    }

    private void assertNothingLeft(Map<String, Long> before, List<Path> files) throws IOException {
        assertEquals(List.of(), journal.open());
        assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
        assertEquals(files, files());
        Map<String, Long> after = HostCount.now(runId);
        for (String what : List.of("descriptors", "mounts", "children", "zombies", "cgroups")) {
            assertTrue(
                    after.getOrDefault(what, 0L) <= before.getOrDefault(what, 0L),
                    what + ": " + before + " " + after);
        }
    }

    /** All but FIFOs of a fake that was killed: those are its own affair. */
    private List<Path> files() throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            return tree.filter(path -> !path.toString().endsWith(".go")).sorted().toList();
        }
    }
}
