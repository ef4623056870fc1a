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
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
import tare.harness.linux.Needs;
import tare.harness.linux.Poller;
import tare.harness.linux.Syscall;

@Tag("runtime")
class QemuForkBackendTest extends CloneContract {

    private static final int CLONES = 64;

    /** What QEMU calls a first card that nobody has named. */
    private static final String QEMUS_OWN = "52:54:00:12:34:56";

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Kernel kernel = new Kernel();
    private final List<Pipes> lines = new ArrayList<>();

    @Override
    Way way() {
        return Way.FORK;
    }

    /** All of one parent: they answer, none is who another is, and nothing of them is left. */
    @Test
    void sixtyFourClonesShareNeitherRandomNumbersNorNamesNorAddresses() throws IOException {
        withACard();
        Set<String> random = new HashSet<>();
        Set<String> names = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        List<Identity> given = new ArrayList<>();
        try (Backend backend = clones(spec -> fresh(spec, given))) {
            launchAndClose(backend, named("first"));
            Map<String, Long> before = count();
            lines.clear();
            given.clear();
            List<Instance> live = new ArrayList<>();
            try {
                for (int i = 0; i < CLONES; i++) {
                    live.add(started(backend, named("clone-" + i)));
                }
                for (int i = 0; i < CLONES; i++) {
                    Told told = tell(lines.get(i));
                    assertEquals(given.get(i).hostName(), told.name());
                    assertEquals(given.get(i).address(), Optional.of(told.address()));
                    random.add(told.random());
                    names.add(told.name());
                    addresses.add(told.address());
                }
                live.forEach(instance -> assertTrue(instance.ping()));
            } finally {
                live.forEach(Instance::close);
            }
            assertNothingGrew(before);
        }
        assertEquals(CLONES, random.size());
        assertEquals(CLONES, names.size());
        assertEquals(CLONES, addresses.size());
        assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
        assertEquals(List.of(), journal.open());
    }

    /** What the identity is for: without one, clones are their parent, and draw its numbers. */
    @Test
    void clonesWithoutAnIdentityShareTheirParents() {
        withACard();
        List<Told> told = new ArrayList<>();
        List<Identity> given = new ArrayList<>();
        Function<InstanceSpec, String> request =
                spec -> spec.name().equals("other") ? fresh(spec, given) : "\n";
        try (Backend backend = clones(request)) {
            for (String name : List.of("one", "two", "other")) {
                lines.clear();
                try (Instance instance = started(backend, named(name))) {
                    assertTrue(instance.ping());
                    told.add(tell(lines.get(0)));
                }
            }
        }
        assertEquals(told.get(0), told.get(1));
        assertNotEquals(QEMUS_OWN, told.get(0).address(), "the parent has one of its own");
        assertNotEquals(told.get(0).address(), told.get(2).address());
        assertNotEquals(told.get(0).random(), told.get(2).random());
    }

    /** Its modules are not known. */
    @Test
    void aKernelThatIsNamedHasNoCard() {
        availableBackend();
        String named = KernelStore.live().newest().orElseThrow().resolve("vmlinux").toString();
        context = context.with(new TreeMap<>(Map.of(GuestKernel.SETTING, named)));
        try (Backend backend = clones(spec -> fresh(spec, new ArrayList<>()))) {
            String note = backend.probe().toString();
            assertTrue(note.contains("no network card: its modules are not known"), note);
            assertTrue(backend.description().contains("no network card"), backend.description());
            lines.clear();
            try (Instance instance = started(backend, named("one"))) {
                assertTrue(instance.ping());
                assertEquals("-", tell(lines.get(0)).address());
            }
        }
    }

    @Test
    void aSavedStateThatIsCutShortIsNamed() throws IOException {
        availableBackend();
        try (Backend backend = clones(spec -> fresh(spec, new ArrayList<>()))) {
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

    /** The stream begins with the name of the machine that it is of, which has QEMU's version. */
    @Test
    void aSavedStateOfAnotherVersionIsNamed() throws IOException {
        availableBackend();
        try (Backend backend = clones(spec -> fresh(spec, new ArrayList<>()))) {
            launchAndClose(backend, named("whole"));
            for (Path state : states()) {
                byte[] saved = Files.readAllBytes(state);
                String text = new String(saved, StandardCharsets.ISO_8859_1);
                int version = text.indexOf("pc-q35-") + "pc-q35-".length();
                assertTrue(version < 64, "at " + version);
                saved[version] = '0';
                Files.write(state, saved);
            }
            LaunchException e =
                    assertThrows(
                            LaunchException.class, () -> launchAndClose(backend, named("other")));
            assertTrue(e.toString().contains("pc-q35-0"), e.toString());
            assertTrue(e.remedy().contains("another version"), e + " " + e.remedy());
        }
        assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
    }

    /** Another backend of this test's has one, too, which is then not used any more. */
    private List<Path> states() throws IOException {
        try (Stream<Path> files = Files.find(directory, 2, (path, is) -> path.endsWith("state"))) {
            return files.toList();
        }
    }

    private String fresh(InstanceSpec spec, List<Identity> given) {
        Identity identity = Identity.of(spec.name(), origin().card(), new SecureRandom());
        given.add(identity);
        return identity.request(0);
    }

    private void withACard() {
        availableBackend();
        Needs.that(origin().card(), "the kernel's modules are not there: tare setup qemu");
    }

    private Parent.Origin origin() {
        QemuKey machine =
                new QemuKey(QemuKey.Machine.Q35, QemuKey.Accelerator.TCG, QemuKey.Entry.PVH);
        Optional<GuestKernel> guest = GuestKernel.find(context, KernelStore.live());
        return new Parent.Origin(Way.FORK, machine, Executables.live(), guest, context);
    }

    private Backend clones(Function<InstanceSpec, String> firstRequest) {
        return new ProgramBackend(new CloneDriver(origin(), firstRequest, lines::add), context);
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

    /** What a clone says of itself; its random numbers are drawn for it. */
    private record Told(String random, String name, String address) {}

    private Told tell(Pipes line) {
        String[] words = ask(line, "G\n").strip().split(" ", -1);
        assertEquals(4, words.length, String.join(" ", words));
        return new Told(words[1], words[2], words[3]);
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
