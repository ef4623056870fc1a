package tare.harness.backend.qemufork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.machine.QemuKey;
import tare.harness.backend.probe.Pipes;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

@Tag("runtime")
class QemuForkBackendTest extends CloneContract {

    private static final int CLONES = 64;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Kernel kernel = new Kernel();
    private final List<Pipes> lines = new ArrayList<>();

    @Override
    Way way() {
        return Way.FORK;
    }

    /** All of one parent: they answer, none is who another is, and nothing of them is left. */
    @Test
    void sixtyFourClonesShareNeitherRandomNumbersNorNames() throws IOException {
        availableBackend();
        Set<String> random = new HashSet<>();
        Set<String> names = new HashSet<>();
        try (Backend backend = clones(spec -> identity(spec))) {
            launchAndClose(backend, named("first"));
            Map<String, Long> before = count();
            lines.clear();
            List<Instance> live = new ArrayList<>();
            try {
                for (int i = 0; i < CLONES; i++) {
                    live.add(started(backend, named("clone-" + i)));
                }
                for (Pipes line : lines) {
                    String[] words = ask(line, "G\n").split(" ", -1);
                    assertEquals("G", words[0]);
                    random.add(words[1]);
                    names.add(words[2].strip());
                }
                live.forEach(instance -> assertTrue(instance.ping()));
            } finally {
                live.forEach(Instance::close);
            }
            assertNothingGrew(before);
        }
        assertEquals(CLONES, random.size());
        assertEquals(CLONES, names.size());
        assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
        assertEquals(List.of(), journal.open());
    }

    /** What the identity is for: without one, clones draw the same numbers. */
    @Test
    void clonesWithoutAnIdentityDrawTheSameRandomNumbers() {
        availableBackend();
        List<String> drawn = new ArrayList<>();
        try (Backend backend = clones(spec -> "\n")) {
            for (String name : List.of("one", "two")) {
                lines.clear();
                try (Instance instance = started(backend, named(name))) {
                    assertTrue(instance.ping());
                    drawn.add(ask(lines.get(lines.size() - 1), "G\n"));
                }
            }
        }
        assertEquals(drawn.get(0), drawn.get(1));
        assertNotEquals("", drawn.get(0));
    }

    @Test
    void aSavedStateThatIsCutShortIsNamed() throws IOException {
        availableBackend();
        try (Backend backend = clones(QemuForkBackendTest::identity)) {
            launchAndClose(backend, named("whole"));
            for (Path state : states()) {
                try (RandomAccessFile file = new RandomAccessFile(state.toFile(), "rw")) {
                    file.setLength(file.length() / 2);
                }
            }
            LaunchException e =
                    assertThrows(
                            LaunchException.class, () -> launchAndClose(backend, named("cut")));
            assertTrue(e.remedy().contains("saved state is damaged"), e + " " + e.remedy());
        }
        assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
    }

    /** Another backend of this test's has one, too, which is then not used any more. */
    private List<Path> states() throws IOException {
        try (Stream<Path> files = Files.find(directory, 2, (path, is) -> path.endsWith("state"))) {
            return files.toList();
        }
    }

    private static String identity(InstanceSpec spec) {
        return Identity.of(spec.name(), new java.security.SecureRandom()).request(0);
    }

    private Backend clones(Function<InstanceSpec, String> firstRequest) {
        QemuKey machine =
                new QemuKey(QemuKey.Machine.Q35, QemuKey.Accelerator.TCG, QemuKey.Entry.PVH);
        Optional<GuestKernel> guest = GuestKernel.find(context, KernelStore.live());
        Parent.Origin origin =
                new Parent.Origin(Way.FORK, machine, Executables.live(), guest, context);
        return new ProgramBackend(new CloneDriver(origin, firstRequest, lines::add), context);
    }

    private static InstanceSpec named(String name) {
        return new InstanceSpec(
                name, 0, InstanceSpec.DEFAULT_MEMORY_BYTES, InstanceSpec.DEFAULT_TASKS, "", BOUND);
    }

    private static Instance started(Backend backend, InstanceSpec spec) {
        try (Launch launch = backend.prepare(spec)) {
            Instance instance = launch.start();
            instance.awaitReady();
            instance.afterReady();
            return instance;
        }
    }

    /** Says something to the agent of a clone; its answer, without what was left of others. */
    private String ask(Pipes line, String request) {
        StringBuilder answer = new StringBuilder();
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = new Arena(1024);
                Poller poller = new Poller(kernel)) {
            kernel.call(Syscall.WRITE, line.control(), arena.bytes(bytes), bytes.length);
            long buffer = arena.reserve(256);
            while (answer.indexOf("G ") < 0 || answer.charAt(answer.length() - 1) != '\n') {
                assertNotEquals(0, poller.await(line.ready(), BOUND.toNanos()), "no answer");
                long read = kernel.call(Syscall.READ, line.ready(), buffer, 256);
                answer.append(
                        new String(arena.bytesAt(buffer, (int) read), StandardCharsets.US_ASCII));
            }
        }
        return answer.substring(answer.indexOf("G "));
    }
}
