package tare.harness.backend.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.SharedBackendContract;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Needs;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Containers by the host's runc, in a guest that is booted for them. */
@Tag("runtime")
class NestedRuncBackendTest extends SharedBackendContract {

    private static final String KEY = "runc-in-qemu:microvm-tcg";

    @Override
    protected Backend backend(BackendContext context) {
        return new NestedRuncRoom().open(KEY, context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        ((NestedLaunch) launch).spoil();
    }

    @Override
    protected int manyAtOnce() {
        return 5;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(3);
    }

    /** What is in the guest goes with it, and the guest is the backend's own. */
    @Override
    protected boolean outlivesTare() {
        return false;
    }

    private Backend withRuncIn(Path inside, Executables found) {
        return new NestedRuncRoom(
                        Executables.in(List.of(inside.toString())), found, KernelStore.live())
                .open(KEY, context)
                .orElseThrow();
    }

    @Test
    void isStackedAndAsEmulatedAsItsGuest() {
        Backend backend = backend(context);
        assertEquals(BackendClass.STACKED, backend.backendClass());
        assertEquals(Set.of(Label.STACKED, Label.EMULATED), backend.labels());
        assertEquals(List.of(KEY), new NestedRuncRoom().defaultKeys());
        assertEquals(List.of("runc-in-qemu:q35-tcg"), new NestedRuncRoom().otherKeys());
        assertEquals("runc-in", new NestedRuncRoom().name());
        assertEquals(Optional.empty(), new NestedRuncRoom().open("runc-in-uml", context));
    }

    @Test
    void whatIsMissingIsToldWithWhatMendsIt() {
        Backend backend = withRuncIn(directory, Executables.live());
        assertEquals(
                new Availability.Unavailable("there is no program runc", "tare setup runc"),
                backend.probe());
        LaunchException e = assertThrows(LaunchException.class, () -> backend.prepare(spec()));
        assertEquals("there is no program runc", e.why());
        assertEquals("tare setup runc", e.remedy());
        availableBackend();
        Backend without =
                new NestedRuncRoom(
                                Executables.live(), Executables.in(List.of()), KernelStore.live())
                        .open(KEY, context)
                        .orElseThrow();
        assertTrue(without.probe().toString().contains("tare setup qemu"), "" + without.probe());
    }

    /** Exactly what {@code runc} makes on the host, by the guest kernel's word. */
    @Test
    void theContainerIsWhatTheHostsRuncMakes() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            String facts = ((NestedInstance) instance).facts();
            String none = "0".repeat(16);
            assertTrue(
                    facts.matches(
                            "CapEff:%1$s CapPrm:%1$s CapBnd:%1$s CapAmb:%1$s NoNewPrivs:1 Seccomp:0"
                                            .formatted(none)
                                    + " NSpid:[0-9]+,1 own:pid,mnt,uts,ipc,net,"
                                    + " memory:%d tasks:%d members:1"
                                            .formatted(
                                                    InstanceSpec.DEFAULT_MEMORY_BYTES,
                                                    InstanceSpec.DEFAULT_TASKS)),
                    facts);
        }
    }

    /** It refuses so little memory: its words are told, nothing is left, and the guest goes on. */
    @Test
    void whatRuncRefusesIsToldInItsWords() {
        NestedBackend backend = (NestedBackend) availableBackend();
        launchAndClose(backend, spec());
        BootedGuest guest = backend.guest();
        InstanceSpec spec = spec();
        InstanceSpec refused =
                new InstanceSpec(
                        spec.name(), 0, 4096, spec.maximumTasks(), spec.cpus(), spec.deadline());
        for (int i = 0; i < 2; i++) {
            try (Launch launch = backend.prepare(refused);
                    Instance instance = launch.start()) {
                LaunchException e = assertThrows(LaunchException.class, instance::awaitReady);
                assertEquals("runtime-create", e.step());
                assertTrue(e.why().matches("ended with status 1: .*runc create.*"), e.why());
                assertTrue(e.why().endsWith(", inside the guest"), e.why());
                assertEquals("declare more memory", e.remedy());
                assertFalse(instance.ping());
            }
        }
        launchAndClose(backend, spec());
        assertSame(guest, backend.guest());
        assertTrue(guest != null && guest.idle());
    }

    /** What is called runc is no runtime. In a directory of its own, as it is another guest's. */
    @Test
    void aProgramThatFailsWithoutAWordIsToldByItsStatus() throws IOException {
        // One after the other: they have the same name.
        availableBackend().close();
        Path no = Path.of("/bin/false");
        Needs.that(Files.isExecutable(no), "there is no " + no);
        Path own = Files.createDirectory(directory.resolve("own"));
        Files.copy(no, own.resolve("runc"));
        context = new BackendContext(runId, clock, journal, own);
        try (Backend backend = withRuncIn(own, Executables.live())) {
            assertEquals("ended with status 1, inside the guest", failure(backend, spec()).why());
        }
    }

    /** Two kinds of container, each in a guest of its own, at the same time. */
    @Test
    void isBesideContainersOfTheOtherKind() {
        Backend backend = availableBackend();
        try (Backend other =
                        new NestedRoom()
                                .open("namespace-in-qemu:microvm-tcg", context)
                                .orElseThrow();
                Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            launchAndClose(other, spec());
            assertTrue(instance.ping());
        }
    }

    private static LaunchException failure(Backend backend, InstanceSpec spec) {
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            return assertThrows(LaunchException.class, instance::awaitReady);
        }
    }
}
