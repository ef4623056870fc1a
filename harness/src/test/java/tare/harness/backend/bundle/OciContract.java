package tare.harness.backend.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.BackendContract;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.backend.program.ProgramBackend;
import tare.harness.backend.program.Sabotage;

/** What every backend must hold that starts the probe from a bundle. */
public abstract class OciContract extends BackendContract {

    @Override
    protected void sabotage(Launch launch) {
        Sabotage.spoil(launch);
    }

    @Override
    protected int manyAtOnce() {
        return 10;
    }

    @Override
    protected Duration slowness() {
        return Duration.ofSeconds(1);
    }

    /** The probe is process 1 of its own pid namespace. */
    protected boolean probeIsVisible() {
        return true;
    }

    /** What the group says of a spec, where the runtime needs more than is declared. */
    protected InstanceSpec limits(InstanceSpec spec) {
        return spec;
    }

    @Test
    void limitsHoldAndTheProbeIsProcessOne() throws IOException {
        Backend backend = availableBackend();
        InstanceSpec spec = spec();
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
            int pid = instance.hostPid().orElseThrow();
            LimitsOf limits = LimitsOf.process(pid);
            assertEquals(limits(spec).memoryLimitBytes(), limits.memoryBytes());
            assertEquals(limits(spec).maximumTasks(), limits.tasks());
            if (probeIsVisible()) {
                String status = Files.readString(Path.of("/proc", "" + pid, "status"));
                assertTrue(status.matches("(?s).*\nNSpid:\\s+\\d+\\s+1\n.*"), status);
                assertTrue(status.contains("\nCapBnd:\t0000000000000000\n"), status);
                assertTrue(status.contains("\nNoNewPrivs:\t1\n"), status);
            }
        }
    }

    /** How the runtime is called, where its instances can be had with other parts than usual. */
    protected Optional<OciDriver.Kind> kind() {
        return Optional.empty();
    }

    /** What a ladder's rungs name is on, and nothing else of it. */
    @Test
    void theRungsHaveWhatTheyName() throws IOException {
        if (kind().isEmpty()) {
            return; // shown by another, whose bundles are the same
        }
        availableBackend();
        List<Set<Part>> sets = new ArrayList<>();
        sets.add(EnumSet.noneOf(Part.class));
        sets.add(EnumSet.allOf(Part.class));
        for (Part part : Part.values()) {
            sets.add(part == Part.USER ? EnumSet.of(Part.PID, part) : EnumSet.of(part));
        }
        for (Set<Part> parts : sets) {
            OciDriver driver = new OciDriver(kind().orElseThrow(), context, parts);
            InstanceSpec spec = spec();
            try (Backend backend = new ProgramBackend(driver, context);
                    Launch launch = backend.prepare(spec);
                    Instance instance = launch.start()) {
                instance.awaitReady();
                instance.afterReady();
                assertEquals(parts, Seen.parts(instance.hostPid().orElseThrow(), spec));
            }
        }
        assertEquals(List.of(), journal.open());
    }

    @Test
    void aDirectoryThatCannotBeWrittenToIsNamed() {
        availableBackend();
        Path unwritable = Path.of("/proc");
        try (Backend backend = backend(new BackendContext(runId, clock, journal, unwritable))) {
            InstanceSpec spec = spec();
            LaunchException e = assertThrows(LaunchException.class, () -> backend.prepare(spec));
            assertEquals("bundle", e.step());
            assertTrue(e.remedy().contains("/proc"), e.remedy());
        }
        assertEquals(List.of(), journal.open());
    }

    /** The runtime is killed as soon as it runs, at other moments each time. */
    @Test
    void aRuntimeThatIsKilledHalfWayLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        Stages whole = launchAndClose(backend, spec()).stages();
        long readyNanos = whole.readyNanos() - whole.startNanos();
        Map<String, Long> before = count();
        for (int eighths = 1; eighths <= 8; eighths++) {
            InstanceSpec spec = spec();
            InstanceSpec hasty =
                    new InstanceSpec(
                            spec.name(),
                            0,
                            spec.memoryLimitBytes(),
                            spec.maximumTasks(),
                            spec.cpus(),
                            Duration.ofNanos(readyNanos / 8 * eighths));
            try (Launch launch = backend.prepare(hasty)) {
                endIfReady(launch);
            }
        }
        assertNothingGrew(before);
        assertEquals(List.of(), journal.open());
        try (var left = Files.list(directory)) {
            assertFalse(
                    left.anyMatch(path -> path.getFileName().toString().startsWith("tare-")),
                    "a bundle is left");
        }
    }

    /** The deadline, at which Tare kills the runtime, may also come too late. */
    private static void endIfReady(Launch launch) {
        try (Instance instance = launch.start()) {
            instance.awaitReady();
        } catch (LaunchException late) {
            assertFalse(late.summary().isEmpty());
        }
    }
}
