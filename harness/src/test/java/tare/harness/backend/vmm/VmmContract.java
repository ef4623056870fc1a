package tare.harness.backend.vmm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Room;
import tare.harness.backend.Stages;
import tare.harness.backend.guestkernel.GuestKernel;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.LiveProcess;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.backend.program.Sabotage;
import tare.harness.host.KvmKind;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;
import tare.harness.linux.Pidfd;
import tare.harness.linux.Syscall;
import tare.harness.linux.cgroup.Controller;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/**
 * What holds for every machine monitor, shown on a stand-in: that Tare asks for what the published
 * description has, in its order, and takes nothing else for an answer. No figure comes of it.
 */
public abstract class VmmContract extends BackendContract {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] ELF = {0x7f, 'E', 'L', 'F', 2, 1, 1, 0};

    /** Beside what a launch may touch. */
    @TempDir protected Path aside;

    private final String key;
    private final String version;

    /**
     * @param version what the stand-in says of itself
     */
    protected VmmContract(String key, String version) {
        this.key = key;
        this.version = version;
    }

    /** The monitor, for which other words than a release's count. */
    protected abstract Vmm vmm(Pattern accepted);

    /** As {@code tare} has it. */
    protected abstract Room room();

    /** Where the last request goes. */
    protected abstract String starting();

    @Override
    protected final Backend backend(BackendContext context) {
        return backend(Fault.NONE, KvmKind.Kind.NONE);
    }

    private StandIn standIn() {
        return StandIn.of(getClass(), aside, version);
    }

    private Backend backend(Fault fault, KvmKind.Kind kind) {
        Vmm vmm = vmm(standIn().accepted());
        return new ProgramBackend(
                new VmmDriver(
                        vmm,
                        with(Map.of(vmm.setting(), standIn().program(fault).toString())),
                        surroundings(kind)),
                context);
    }

    /** The context with settings, and a file in the place of a kernel. */
    private BackendContext with(Map<String, String> settings) {
        TreeMap<String, String> all = new TreeMap<>(settings);
        try {
            Path kernel = Files.write(aside.resolve("vmlinux"), ELF);
            all.putIfAbsent(GuestKernel.SETTING, kernel.toString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return context.with(all);
    }

    private VmmDriver.Surroundings surroundings(KvmKind.Kind kind) {
        return new VmmDriver.Surroundings(
                Executables.in(List.of()),
                new FirmGround(kind),
                new KernelStore(aside.resolve("none")));
    }

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 4;
    }

    /** A stand-in takes as long as a Java machine takes to start. */
    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(3);
    }

    @Test
    void isAVirtualMachineWithTheLabelOfItsKvm() {
        Backend backend = backend(Fault.NONE, KvmKind.Kind.NESTED);
        assertEquals(key, backend.key());
        assertEquals(BackendClass.VM, backend.backendClass());
        assertEquals(Set.of(Label.NESTED_KVM), backend.labels());
        assertEquals(Set.of(), backend(Fault.NONE, KvmKind.Kind.HARDWARE).labels());
        assertEquals(List.of(key), room().defaultKeys());
        assertTrue(room().open(key + "x", context).isEmpty());
        assertTrue(room().reads("backend." + key));
        assertFalse(room().reads("backend." + key + "x"));
    }

    @Test
    void asksWhatTheDescriptionHasAndInItsOrder() throws IOException {
        Backend backend = availableBackend();
        standIn().program(Fault.NONE);
        launchAndClose(backend, spec().spinning(1000));
        List<JsonNode> requests = standIn().requests();
        Statement statement = Statement.read(standIn().statement());
        assertEquals(
                statement.whole().path("requests").size(), requests.size(), "each of them once");
        List<String> paths =
                requests.stream().map(request -> request.path("path").asText()).toList();
        assertEquals(starting(), paths.get(paths.size() - 1));
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
        for (int i = 0; i < requests.size(); i++) {
            JsonNode request = requests.get(i);
            JsonNode stated =
                    statement
                            .of(request.path("method").asText(), paths.get(i))
                            .orElseThrow(() -> new AssertionError(request.toString()));
            assertEquals(204, stated.path("done").asInt());
            assertEquals(Optional.empty(), Statement.disorder(stated, paths.subList(0, i)));
            String body = request.path("body").asText();
            if (stated.has("body")) {
                JsonSchema schema = factory.getSchema(stated.path("body"));
                assertEquals(Set.of(), schema.validate(JSON.readTree(body)), body);
            } else {
                assertEquals("", body);
            }
        }
        String all = requests.toString();
        assertTrue(all.contains("-- 1000 /dev/ttyS0 /dev/ttyS0"), all);
        assertTrue(all.contains("quiet loglevel=0"), all);
        assertFalse(all.contains("console=ttyS0"), all);
        assertTrue(all.contains(aside.resolve("vmlinux").toString()), all);
    }

    @Test
    void requestsOutOfOrderAreRefusedWithTheMonitorsWords() {
        Vmm right = vmm(standIn().accepted());
        Vmm hasty = new Hasty(right);
        Backend backend =
                new ProgramBackend(
                        new VmmDriver(
                                hasty,
                                with(
                                        Map.of(
                                                right.setting(),
                                                standIn().program(Fault.NONE).toString())),
                                surroundings(KvmKind.Kind.NONE)),
                        context);
        LaunchException e =
                assertThrows(LaunchException.class, () -> launchAndClose(backend, spec()));
        assertEquals("PUT " + starting(), e.step());
        assertTrue(e.why().matches("it answered 40[04]: .*not before .*"), e.why());
        assertNothingIsLeft();
    }

    @Test
    void theStartOfTheMachineIsAStageOfItsOwn() {
        Stages stages = launchAndClose(availableBackend(), spec()).stages();
        assertNotEquals(Stages.UNSEEN, stages.enteredNanos());
        assertTrue(stages.createdNanos() < stages.enteredNanos(), stages.toString());
        assertTrue(stages.enteredNanos() < stages.readyNanos(), stages.toString());
    }

    @Test
    void isInAGroupWithTheLimits() throws IOException {
        Needs.that(new Kernel().call(Syscall.GETEUID) == 0, "only root makes groups");
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            LiveProcess process = LiveProcess.of(instance);
            assertEquals(
                    "" + (128 << 20),
                    process.limit(Controller.MEMORY, "memory.limit_in_bytes", "memory.max"),
                    "no less than a kernel needs");
            assertEquals(
                    "" + InstanceSpec.DEFAULT_TASKS,
                    process.limit(Controller.PIDS, "pids.max", "pids.max"));
            String mark = "tare-" + runId + "-i0";
            assertTrue(MarkedProcesses.marks(process.pid(), mark));
            Path place = directory.resolve(mark);
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(place)));
        }
    }

    @Test
    void aMonitorThatIsKilledLeavesNothing() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec())) {
            Instance instance = launch.start();
            instance.awaitReady();
            int pid = instance.hostPid().orElseThrow();
            try (Pidfd handle = Pidfd.open(new Kernel(), pid).orElseThrow()) {
                handle.signal(Pidfd.SIGKILL);
                assertTrue(handle.awaitExit(10_000_000_000L));
            }
            assertFalse(instance.ping());
            instance.close();
        }
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "DIES#await its socket: the program ended first; it ended: exit status 3; it said:"
                        + " the stand-in ends by itself",
                "HIDES#await its socket: there is none in time",
                "IGNORES#PUT /.*: the answer: there is none in time",
                "CLOSES#PUT /.*: (the answer: the connection was closed before its end|ECONNRESET"
                        + " .*|EPIPE .*)",
                "GIBBERS#PUT /.*: the answer: it is no HTTP: SSH-2.0-OpenSSH",
                "RAMBLES#PUT /.*: the answer: its head has no end",
                "BOASTS#PUT /.*: the answer: its length is 99999999",
                "REFUSES#PUT /.*: it answered 40[04]: .*it does not like this kernel",
                "BREAKS#PUT /.*: .*; it ended: exit status 4; it said: the stand-in ends by itself",
                "CRASHES#ready byte: the runtime .*exit status 5; it said: the stand-in ends by"
                        + " itself",
                "HANGS#ready byte: none within 4000 ms",
                "BABBLES#ready byte: something that is not the probe wrote on its channel",
                "LIES#ready byte: it came, but no probe answers: the runtime wrote it"
            })
    void whatGoesWrongIsSaidAndLeavesNothing(Fault fault, String pattern) {
        InstanceSpec brief =
                new InstanceSpec(
                        "brief",
                        0,
                        InstanceSpec.DEFAULT_MEMORY_BYTES,
                        InstanceSpec.DEFAULT_TASKS,
                        "",
                        // One whose socket never comes need not have started.
                        Duration.ofSeconds(fault == Fault.HIDES ? 1 : 4));
        try (Backend backend = backend(fault, KvmKind.Kind.NONE)) {
            LaunchException e =
                    assertThrows(LaunchException.class, () -> launchAndClose(backend, brief));
            String said = String.valueOf(e.getMessage());
            assertTrue(said.matches(pattern), said);
            assertTrue(e.remedy().contains("console=ttyS0"), e.remedy());
        }
        assertNothingIsLeft();
    }

    @Test
    void aSocketAmongOtherFilesIsFound() {
        launchAndClose(backend(Fault.DAWDLES, KvmKind.Kind.NONE), spec());
        assertNothingIsLeft();
    }

    @Test
    void aKvmWithoutHardwareIsTheReasonWhereNoGuestBoots() {
        Backend backend = backend(Fault.BREAKS, KvmKind.Kind.SOFTWARE_PAGING);
        String why = backend.probe().toString();
        assertTrue(why.contains("software-paging"), why);
        assertTrue(why.contains("exit status 4"), why);
        assertNothingIsLeft();
    }

    @Test
    void isUnavailableWithoutItsProgram() {
        Vmm vmm = vmm(standIn().accepted());
        Availability.Unavailable none = unavailable(vmm, Map.of());
        assertEquals("there is no program " + key, none.reason());
        assertTrue(none.remedy().startsWith("get it from https://github.com/"), none.remedy());
        assertTrue(none.remedy().contains("--set backend." + key + "="), none.remedy());
        Availability.Unavailable named =
                unavailable(vmm, Map.of(vmm.setting(), aside.resolve("absent").toString()));
        assertTrue(named.reason().contains("which backend." + key + " names"), named.reason());
    }

    @Test
    void isUnavailableWithoutAKernel() {
        Vmm vmm = vmm(standIn().accepted());
        String program = standIn().program(Fault.NONE).toString();
        assertEquals(
                "read the kernel: "
                        + aside.resolve("absent")
                        + " is no kernel that a guest can boot: there is no such file",
                unavailable(
                                vmm,
                                Map.of(
                                        vmm.setting(),
                                        program,
                                        GuestKernel.SETTING,
                                        aside.resolve("absent").toString()))
                        .reason());
        Availability.Unavailable none =
                (Availability.Unavailable)
                        new VmmDriver(
                                        vmm,
                                        context.with(new TreeMap<>(Map.of(vmm.setting(), program))),
                                        surroundings(KvmKind.Kind.NONE))
                                .find();
        assertEquals("guest kernel: there is none for guests", none.reason());
        assertEquals(GuestKernel.REMEDY, none.remedy());
    }

    /** As tare has it the room takes no stand-in for the program, however it is named. */
    @Test
    void aStandInIsNeverTakenForTheProgram() {
        String program = standIn().program(Fault.NONE).toString();
        Backend backend = room().open(key, with(Map.of("backend." + key, program))).orElseThrow();
        Availability.Unavailable refused = (Availability.Unavailable) backend.probe();
        assertTrue(
                refused.reason().contains("is not " + key + ": it said " + version),
                refused.reason());
        assertTrue(refused.remedy().startsWith("get it from"), refused.remedy());
        backend.close();
        assertNothingIsLeft();
    }

    @Test
    void aProgramThatSaysNothingOfItsVersionIsNone() throws IOException {
        Path silent = Files.writeString(aside.resolve("silent"), "#!/bin/sh\nexit 0\n");
        Files.setPosixFilePermissions(silent, PosixFilePermissions.fromString("rwx------"));
        Vmm vmm = vmm(standIn().accepted());
        String reason = unavailable(vmm, Map.of(vmm.setting(), silent.toString())).reason();
        assertTrue(reason.endsWith("is not " + key + ": it said nothing"), reason);
    }

    private Availability.Unavailable unavailable(Vmm vmm, Map<String, String> settings) {
        VmmDriver driver = new VmmDriver(vmm, with(settings), surroundings(KvmKind.Kind.NONE));
        return (Availability.Unavailable) driver.find();
    }

    private void assertNothingIsLeft() {
        assertEquals(List.of(), journal.open());
        try (var entries = Files.list(directory)) {
            assertEquals(List.of(), entries.filter(Files::isDirectory).toList());
            assertEquals(List.of(), MarkedProcesses.find("tare-" + runId));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
