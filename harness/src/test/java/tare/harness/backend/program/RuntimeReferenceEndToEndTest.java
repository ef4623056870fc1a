package tare.harness.backend.program;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.MemoryJournal;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Namespace;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;

/** Builds the C program that runtimes are compared with, and lets it run what Tare would. */
@Tag("runtime")
@Timeout(60)
class RuntimeReferenceEndToEndTest {

    private static final String SOURCE = "src/jmh/c/runtime-reference.c";

    @TempDir static Path top;

    private static Path program;

    @TempDir Path directory;

    @BeforeAll
    static void build() throws Exception {
        Needs.that(Files.isExecutable(Path.of("/usr/bin/gcc")), "there is no gcc");
        program = top.resolve("runtime-reference");
        Answer built =
                talk(
                        new ProcessBuilder(
                                List.of(
                                        "gcc",
                                        "-std=c11",
                                        "-O2",
                                        "-Wall",
                                        "-Wextra",
                                        "-Werror",
                                        "-o",
                                        program.toString(),
                                        SOURCE)),
                        "");
        assertEquals(new Answer(0, ""), built);
    }

    @Test
    void runsTheCommandsAndTheSteps() throws Exception {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "needs root");
        Path mark = Files.createFile(directory.resolve("mark"));
        Path namespaces = directory.resolve("namespaces");
        FakeRuntime noting =
                FakeRuntime.good()
                        .creating(
                                "readlink /proc/self/ns/mnt >"
                                        + namespaces
                                        + "\n"
                                        + FakeRuntime.WAITING);
        Answer answer =
                run(
                        noting,
                        tape -> {
                            tape.tape().unshare(Set.of(Namespace.MOUNT));
                            tape.write("mark", mark, "entered");
                        });
        assertEquals(0, answer.status(), answer.text());
        assertTrue(answer.text().matches("[1-9][0-9]*\nended\n"), answer.text());
        assertEquals("entered", Files.readString(mark));
        String own = Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")).toString();
        assertTrue(!Files.readString(namespaces).strip().equals(own), own);
    }

    @Test
    void tellsWhatTheRuntimeSaid() throws Exception {
        Answer answer = run(FakeRuntime.good().creating("echo broken >&2; exit 3"), tape -> {});
        assertEquals(1, answer.status());
        assertTrue(answer.text().contains("create: "), answer.text());
        assertTrue(answer.text().contains("broken"), answer.text());
    }

    private Answer run(FakeRuntime runtime, Consumer<ProbeTape> setting) throws Exception {
        BackendContext context =
                new BackendContext(
                        "rr" + ProcessHandle.current().pid(),
                        MonotonicClock.system(),
                        new MemoryJournal(),
                        directory);
        Path script = runtime.write(directory.resolve("fake"), directory);
        try (var backend =
                new ProgramBackend(FakeRuntime.driver(script, context, setting), context)) {
            Commands commands = Commands.of(backend, InstanceSpec.named("reference")).orElseThrow();
            try {
                return talk(new ProcessBuilder(program.toString()), commands.line() + "end 0\n");
            } finally {
                commands.sweep();
                assertEquals(List.of(), MarkedProcesses.find(commands.name()));
            }
        }
    }

    private record Answer(int status, String text) {}

    private static Answer talk(ProcessBuilder builder, String input)
            throws IOException, InterruptedException {
        Process process = builder.redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(UTF_8));
        }
        String text = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Answer(process.waitFor(), text);
    }
}
