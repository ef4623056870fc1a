package tare.harness.backend.nested;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
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
import tare.harness.backend.Stages;
import tare.harness.backend.guestkernel.KernelStore;
import tare.harness.backend.program.Executables;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.results.model.BackendClass;
import tare.results.model.Label;
import tare.workloads.agent.Agent;

@Tag("runtime")
class NestedBackendTest extends BackendContract {

    private static final String KEY = "namespace-in-uml";

    @Override
    protected Backend backend(BackendContext context) {
        return new NestedRoom().open(KEY, context).orElseThrow();
    }

    @Override
    protected void sabotage(Launch launch) {
        ((NestedLaunch) launch).spoil();
    }

    @Override
    protected int manyAtOnce() {
        return 30;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    /** What is in the guest goes with it, and the guest is the backend's own. */
    @Override
    protected boolean outlivesTare() {
        return false;
    }

    @Test
    void isStackedAndAsEmulatedAsItsGuest() {
        Backend backend = backend(context);
        assertEquals(BackendClass.STACKED, backend.backendClass());
        assertEquals(Set.of(Label.STACKED, Label.EMULATED), backend.labels());
        assertEquals(List.of(KEY, "namespace-in-qemu:microvm-tcg"), new NestedRoom().defaultKeys());
        assertEquals(Optional.empty(), new NestedRoom().open("namespace-in-umlx", context));
        assertEquals(
                new Availability.Unavailable("there is no program linux.uml", "tare setup uml"),
                new NestedRoom(Executables.in(List.of()), KernelStore.live())
                        .open(KEY, context)
                        .orElseThrow()
                        .probe());
    }

    /** Exactly what the key says: the full set of {@code namespace}, with its limits. */
    @Test
    void theContainerIsWhatItsKeySays() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            String facts = ((NestedInstance) instance).facts();
            String none = "0".repeat(16);
            assertTrue(
                    facts.matches(
                            "CapEff:%1$s CapPrm:%1$s CapBnd:%1$s CapAmb:%1$s NoNewPrivs:1 Seccomp:2"
                                            .formatted(none)
                                    + " NSpid:[0-9]+,1 own:pid,mnt,uts,ipc,net,cgroup,"
                                    + " memory:%d tasks:%d members:1"
                                            .formatted(
                                                    InstanceSpec.DEFAULT_MEMORY_BYTES,
                                                    InstanceSpec.DEFAULT_TASKS)),
                    facts);
        }
    }

    @Test
    void asManyAsTheAgentKeepsAndNoMore() {
        Backend backend = availableBackend();
        List<Instance> alive = new ArrayList<>();
        for (int i = 0; i < Agent.CONTAINERS; i++) {
            alive.add(launched(backend));
        }
        LaunchException e =
                assertThrows(LaunchException.class, () -> backend.prepare(spec()).close());
        assertTrue(e.why().contains("holds 256 containers"), e.why());
        // Ended in another order than started, and the numbers are free again.
        Collections.reverse(alive);
        alive.forEach(instance -> assertTrue(instance.ping()));
        alive.forEach(Instance::close);
        launchAndClose(backend, spec());
    }

    /** Answers come in the order of what happens, not of what was asked for. */
    @Test
    void severalAreAwaitedInAnyOrder() {
        Backend backend = availableBackend();
        try (Launch slow = backend.prepare(spec().spinning(20_000_000));
                Launch quick = backend.prepare(spec());
                Instance first = slow.start();
                Instance second = quick.start()) {
            first.awaitReady();
            second.awaitReady();
            assertTrue(second.ping());
            assertTrue(first.ping());
        }
    }

    /** The launch under which the guest died tells it, with the console; then there is another. */
    @Test
    void aGuestThatDiesIsToldOfOnceAndReplaced() throws IOException {
        NestedBackend backend = (NestedBackend) availableBackend();
        Instance orphan = launched(backend);
        BootedGuest dead = backend.guest();
        killGuest();
        LaunchException e = assertThrows(LaunchException.class, () -> launched(backend));
        assertTrue(e.why().contains("the guest has ended; it said: "), e.why());
        assertFalse(orphan.ping());
        orphan.close();
        assertTrue(orphan.stages().stoppedNanos() != Stages.UNSEEN);
        assertEquals(List.of(), journal.open());
        launchAndClose(backend, spec());
        assertNotSame(dead, backend.guest());
    }

    /** Nobody but an instance has noticed: the next launch fails by it all the same, once. */
    @Test
    void aGuestThatDiedBetweenLaunchesFailsTheNextOne() throws IOException {
        NestedBackend backend = (NestedBackend) availableBackend();
        Instance orphan = launched(backend);
        killGuest();
        assertFalse(orphan.ping());
        LaunchException e = assertThrows(LaunchException.class, () -> backend.prepare(spec()));
        assertTrue(e.why().contains("the guest has ended"), e.why());
        launchAndClose(backend, spec());
        orphan.close();
        assertTrue(backend.guest() != null && backend.guest().idle());
    }

    @Test
    void otherResourcesAreAnotherGuests() {
        NestedBackend backend = (NestedBackend) availableBackend();
        launchAndClose(backend, spec());
        BootedGuest first = backend.guest();
        launchAndClose(backend, spec());
        assertSame(first, backend.guest());
        try (Instance lives = launched(backend)) {
            assertTrue(lives.ping());
            LaunchException e = assertThrows(LaunchException.class, () -> backend.prepare(large()));
            assertTrue(e.why().contains("containers live in it"), e.why());
        }
        launchAndClose(backend, large());
        assertNotSame(first, backend.guest());
    }

    private InstanceSpec large() {
        InstanceSpec spec = spec();
        return new InstanceSpec(spec.name(), 0, 256L << 20, 16, "0", spec.deadline());
    }

    @Test
    void aBackendThatIsClosedLeavesNoGuest() throws IOException {
        Backend backend = availableBackend();
        assertFalse(guests().isEmpty());
        backend.close();
        assertEquals(List.of(), guests());
        assertEquals(List.of(), journal.open());
        launchAndClose(backend, spec());
    }

    private Instance launched(Backend backend) {
        try (Launch launch = backend.prepare(spec())) {
            Instance instance = launch.start();
            instance.awaitReady();
            instance.afterReady();
            return instance;
        }
    }

    private String mark() {
        return "tare-" + runId + "-outer";
    }

    private List<?> guests() throws IOException {
        return MarkedProcesses.find(mark());
    }

    private void killGuest() throws IOException {
        assertTrue(MarkedProcesses.kill(new Kernel(), mark()) > 0);
    }
}
