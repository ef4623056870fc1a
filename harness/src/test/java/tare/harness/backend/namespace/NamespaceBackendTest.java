package tare.harness.backend.namespace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Capability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;
import tare.harness.backend.ProgramTrial;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;

class NamespaceBackendTest extends BackendContract {

    @Override
    protected Backend backend(BackendContext context) {
        NamespaceRoom room = new NamespaceRoom();
        return room.open(room.defaultKeys().get(0), context).orElseThrow();
    }

    /** Late, so that there is much to undo. */
    @Override
    protected void sabotage(Launch launch) {
        SyscallTape tape = ((NamespaceLaunch) launch).tape();
        tape.spoil(tape.steps().size() - 1);
    }

    @Test
    void theDefaultIsTheFullSetAsRootOnly() {
        boolean root = new Kernel().call(Syscall.GETEUID) == 0;
        assertEquals(
                List.of(root ? "namespace" : "namespace+user-limits"),
                new NamespaceRoom().defaultKeys());
    }

    @ParameterizedTest
    @ValueSource(strings = {"namespace+user-limits", "namespace+user-cgroup-limits"})
    void aJavaMachineRunsWithoutPrivilegesToo(String key) throws IOException {
        try (Backend backend = new NamespaceRoom().open(key, context).orElseThrow()) {
            Needs.that(backend.probe().available(), key + ": " + backend.probe());
            ProgramTrial.run(backend, spec().name(), directory, promise());
        }
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aProgramThatReachesItsMemoryLimitIsSaidToHave() throws IOException {
        Backend backend = availableBackend();
        Needs.that(backend.capabilities().contains(Capability.LIMITS), "limits take root");
        String told = ProgramTrial.obituaryOfEater(backend, spec().name(), directory);
        assertTrue(told.contains("its limit of memory was reached"), told);
        assertTrue(told.contains("killed by signal 9"), told);
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aMountThatIsNotThereIsNamedAndLeavesNothing() {
        Backend backend = availableBackend();
        Program absent = Program.alone(directory.resolve("absent"));
        LaunchException e =
                assertThrows(LaunchException.class, () -> backend.prepare(spec().running(absent)));
        assertTrue(e.why().contains("absent"), e.why());
        assertEquals(List.of(), journal.open());
    }

    /** As when the kernel has no more groups to give: the errno is a real mkdir's. */
    @Test
    void noRoomForAGroupIsNamedAndLeavesNothing() throws Exception {
        Backend backend = availableBackend();
        Needs.that(backend.capabilities().contains(Capability.LIMITS), "limits take root");
        launchAndClose(backend, spec());
        var before = count();
        Path full = Files.createDirectory(directory.resolve("full"));
        mount("mount", "-t", "tmpfs", "-o", "nr_inodes=1", "tare-full", full.toString());
        try (Launch launch = backend.prepare(spec())) {
            SyscallTape tape = ((NamespaceLaunch) launch).tape();
            int step = 0;
            while (!tape.steps().get(step).startsWith("mkdir ")) {
                step++;
            }
            tape.argument(step, 1, tape.arena().text(full + "/group"));
            LaunchException e = assertThrows(LaunchException.class, launch::start);
            assertEquals(tape.steps().get(step), e.step());
            assertTrue(e.why().startsWith("ENOSPC"), e.why());
        } finally {
            mount("umount", full.toString());
        }
        assertNothingGrew(before);
        assertEquals(List.of(), journal.open());
    }

    private static void mount(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    /** A tape serves one instance after the other: each has its own name everywhere. */
    @Test
    void aTapeThatIsPlayedAgainSaysTheNewName() {
        Backend backend = availableBackend();
        for (int i = 0; i < 12; i++) {
            String name = spec().name();
            try (Launch launch = backend.prepare(InstanceSpec.named(name))) {
                String token = "tare-" + runId + "-" + name;
                List<String> steps = ((NamespaceLaunch) launch).tape().steps();
                assertTrue(
                        steps.stream()
                                .filter(step -> step.contains("tare-" + runId))
                                .allMatch(step -> step.contains(token)),
                        steps.toString());
                try (Instance instance = launch.start()) {
                    instance.awaitReady();
                    int pid = instance.hostPid().orElseThrow();
                    assertTrue(MarkedProcesses.marks(pid, token), token);
                    assertEquals(
                            1,
                            journal.open().stream()
                                    .filter(open -> open.toString().contains("token=" + token))
                                    .count());
                }
            }
        }
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aFaultAtEachStepIsNamedAndLeavesNothing() throws Exception {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        var before = count();
        int steps = 1;
        for (int step = 0; step < steps; step++) {
            try (Launch launch = backend.prepare(spec())) {
                SyscallTape tape = ((NamespaceLaunch) launch).tape();
                steps = tape.steps().size();
                tape.spoil(step);
                LaunchException e = assertThrows(LaunchException.class, launch::start);
                assertEquals(tape.steps().get(step), e.step());
            }
        }
        assertNothingGrew(before);
        assertEquals(List.of(), journal.open());
    }
}
