package tare.harness.jmh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.linux.Kernel;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.kvm.KvmDevice;
import tare.workloads.kernel.ForkPayload;
import tare.workloads.kernel.GuestPayload;

/** Builds the C programs that Tare's launches are compared with, and lets each launch. */
@Tag("kernel")
@Timeout(60)
class LaunchReferenceEndToEndTest {

    private static final Path SOURCES = Path.of("src/jmh/c");
    private static final String LAUNCH = "launch\n";

    /** The reference's groups begin with this. */
    private static final String GROUP = "tare-reference";

    @TempDir static Path directory;

    private static Path program;

    @BeforeAll
    static void build() throws Exception {
        Needs.that(onPath("gcc"), "there is no gcc");
        program = directory.resolve("launch-reference");
        List<String> command = new ArrayList<>(List.of("gcc", "-std=c11", "-O2", "-Wall"));
        command.addAll(List.of("-Wextra", "-Werror", "-o", program.toString()));
        try (Stream<Path> files = Files.list(SOURCES)) {
            files.map(Path::toString)
                    .filter(
                            name ->
                                    name.endsWith(".c")
                                            && !name.matches(".*/(runtime|crowd)-reference\\.c"))
                    .forEach(command::add);
        }
        Process compiler = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(compiler.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, compiler.waitFor(), said);
        assertEquals("", said);
    }

    @Test
    void launchesProcesses() throws Exception {
        assertAnswers("process", ProbeRoot.in(directory).probe().toString());
    }

    @Test
    void launchesContainersAndLeavesNoGroup() throws Exception {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "needs root");
        Path memory = parent(Controller.MEMORY);
        Path pids = parent(Controller.PIDS);

        String root = ProbeRoot.in(directory).directory().toString();
        assertAnswers("namespace", root, memory.toString(), pids.toString());

        assertEquals(List.of(), groups(memory));
        assertEquals(List.of(), groups(pids));
    }

    @Test
    void launchesGuests() throws Exception {
        Needs.that(System.getProperty("os.arch").equals("amd64"), "the guest is for x86-64");
        Needs.that(Files.isWritable(KvmDevice.PATH), "no access to " + KvmDevice.PATH);
        Path code = directory.resolve("ready.bin");
        Files.write(code, GuestPayload.READY.bytesForThisMachine());

        assertAnswers("kvm", code.toString());
        Files.write(code, ForkPayload.bytes());
        assertAnswers("kvm-fork", code.toString());
        assertAnswers("kvm-rewind", code.toString());
    }

    @Test
    void namesTheStepThatFails() throws Exception {
        Answer missing = talk(LAUNCH, "process", directory.resolve("absent").toString());
        assertEquals(1, missing.status());
        assertTrue(missing.text().contains("execve: No such file"), missing.text());

        Answer nonsense = talk("start\n", "process", ProbeRoot.in(directory).probe().toString());
        assertEquals(1, nonsense.status());
        assertTrue(nonsense.text().contains("standard input"), nonsense.text());

        Answer usage = talk("");
        assertEquals(1, usage.status());
        assertTrue(usage.text().contains("usage"), usage.text());
    }

    private static void assertAnswers(String... arguments) throws Exception {
        Answer answer = talk(LAUNCH.repeat(3), arguments);
        assertEquals(0, answer.status(), answer.text());
        List<Long> nanos = answer.text().lines().map(Long::valueOf).toList();
        assertEquals(3, nanos.size(), answer.text());
        assertTrue(nanos.stream().allMatch(value -> value > 0), answer.text());
    }

    private record Answer(int status, String text) {}

    private static Answer talk(String input, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process reference = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = reference.getOutputStream()) {
            in.write(input.getBytes(US_ASCII));
        } catch (IOException e) {
            // It may have refused its arguments and be gone; its status says so.
            assertEquals(1, reference.waitFor());
        }
        String text = new String(reference.getInputStream().readAllBytes(), US_ASCII);
        return new Answer(reference.waitFor(), text);
    }

    private static Path parent(Controller controller) throws IOException {
        Optional<ControlGroup> group =
                ControlGroup.plan(CgroupLayout.read(), GROUP, EnumSet.of(controller));
        Needs.that(group.isPresent(), "no group for " + controller + " can be made here");
        return group.orElseThrow().directories().get(0).resolveSibling("");
    }

    private static List<Path> groups(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> child.getFileName().toString().startsWith(GROUP))
                    .toList();
        }
    }

    private static boolean onPath(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
    }
}
