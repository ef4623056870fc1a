package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Resource;
import tare.harness.linux.Needs;
import tare.harness.linux.ProcessIdentity;

/**
 * What every backend must hold. A room's test extends it, says which backend it is about and how a
 * launch of it is made to fail, and adds what is particular to the room.
 */
@Tag("kernel")
public abstract class BackendContract {

    private static final boolean FULL = System.getenv("TARE_FULL") != null;

    /** Fast backends are launched so often; slow ones as often as this time allows. */
    private static final int LAUNCHES = 1_000;

    private static final long LAUNCHES_NANOS = FULL ? 60_000_000_000L : 2_500_000_000L;

    /** However long they take: what each one leaves is counted without tolerance. */
    private static final int FEWEST_LAUNCHES = FULL ? 5 : 3;

    /** Enough that everything is loaded, compiled and grown that will be. */
    private static final int WARM_UP = 300;

    private static final long WARM_UP_NANOS = LAUNCHES_NANOS / 4;

    @TempDir protected Path directory;
    protected final MemoryJournal journal = new MemoryJournal();
    protected final MonotonicClock clock = MonotonicClock.system();
    protected final String runId = "t" + ProcessHandle.current().pid();
    protected BackendContext context =
            new BackendContext(runId, clock, journal, Path.of("replaced"));
    private int launches;
    private @Nullable Backend opened;

    /** Whether what is open has launched an instance. */
    private boolean proven;

    /** What the backend itself keeps from its first launch to its close, such as a daemon. */
    private List<Resource> kept = List.of();

    /** The backend under test; called once a test. */
    protected abstract Backend backend(BackendContext context);

    /** Makes a prepared launch fail at its start. */
    protected abstract void sabotage(Launch launch);

    @BeforeEach
    void makeContext() {
        context = new BackendContext(runId, clock, journal, directory);
    }

    /** What {@link #availableBackend} is opened with: the test's own. */
    BackendContext contextOfTheBackend() {
        return context;
    }

    @AfterEach
    void afterEach() {
        closeBackend();
    }

    /** Of what was opened nothing is left; what is available next is opened anew. */
    protected final void closeBackend() {
        Backend backend = opened;
        opened = null;
        proven = false;
        if (backend != null) {
            backend.close();
            assertEquals(List.of(), journal.open());
        }
    }

    /** Whether an entry is the backend's own, open until it is closed: its daemon, for example. */
    protected boolean belongsToTheBackend(Resource entry) {
        return false;
    }

    private void assertJournalClosed() {
        assertEquals(
                List.of(),
                journal.open().stream()
                        .filter(entry -> !kept.contains(entry) && !belongsToTheBackend(entry))
                        .toList());
    }

    /** The backend, once it is known to be available here. */
    protected Backend availableBackend() {
        Backend backend = opened == null ? backend(contextOfTheBackend()) : opened;
        if (proven && journal.open().equals(kept)) {
            // As it was left by the test before: to ask again is one more launch.
            return backend;
        }
        opened = backend;
        Availability availability = backend.probe();
        kept = journal.open();
        Needs.that(availability.available(), backend.key() + ": " + availability);
        proven = true;
        return backend;
    }

    protected InstanceSpec spec() {
        return InstanceSpec.named("i" + launches++);
    }

    @Test
    void isReadyOnceAndAnswers() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            assertTrue(instance.ping());
            assertTrue(instance.ping());
        }
        assertJournalClosed();
    }

    @Test
    void stagesComeInOrder() {
        Backend backend = availableBackend();
        for (int i = 0; i < Math.min(20, manyAtOnce()); i++) {
            Instance instance = launchAndClose(backend, spec());
            Stages s = instance.stages();
            List<Long> times = new ArrayList<>();
            times.add(s.startNanos());
            times.add(s.createdNanos());
            if (s.enteredNanos() != Stages.UNSEEN) {
                times.add(s.enteredNanos());
            }
            times.addAll(List.of(s.readyNanos(), s.stopRequestedNanos(), s.stoppedNanos()));
            assertEquals(times.stream().sorted().toList(), times, s.toString());
            assertFalse(times.contains(Stages.UNSEEN), s.toString());
            assertTrue(s.childCpuNanos() == Stages.UNSEEN || s.childCpuNanos() > 0);
            assertTrue(s.tareCpuNanos() == Stages.UNSEEN || s.tareCpuNanos() > 0);
        }
    }

    @Test
    void aSpinningProbeIsReadyNoEarlier() {
        Backend backend = availableBackend();
        Needs.that(backend.capabilities().contains(Capability.CALIBRATION), "no calibration");
        for (long nanos : List.of(1_000_000L, 5_000_000L)) {
            Stages stages = launchAndClose(backend, spec().spinning(nanos)).stages();
            assertTrue(stages.readyNanos() - stages.startNanos() >= nanos, stages.toString());
        }
    }

    @Test
    void closeTwiceLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        List<Path> files = files();
        try (Launch launch = backend.prepare(spec())) {
            Instance instance = launch.start();
            instance.awaitReady();
            instance.close();
            instance.close();
        }
        assertNothingGrew(before);
        assertEquals(files, files());
        assertJournalClosed();
    }

    @Test
    void aLaunchThatIsNotStartedLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = HostCount.now(runId);
        Launch launch = backend.prepare(spec());
        launch.close();
        launch.close();
        assertNothingGrew(before);
        assertJournalClosed();
    }

    @Test
    void aFailedLaunchLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        List<Path> files = files();
        try (Launch launch = backend.prepare(spec())) {
            sabotage(launch);
            LaunchException e = assertThrows(LaunchException.class, launch::start);
            assertFalse(e.step().isEmpty());
        }
        assertNothingGrew(before);
        assertEquals(files, files());
        assertJournalClosed();
    }

    @Test
    void aDeadlineThatPassesEndsTheLaunch() throws IOException {
        Backend backend = availableBackend();
        Needs.that(backend.capabilities().contains(Capability.CALIBRATION), "cannot be slow");
        launchAndClose(backend, spec());
        Map<String, Long> before = HostCount.now(runId);
        InstanceSpec spec = spec();
        InstanceSpec slow =
                new InstanceSpec(
                        spec.name(),
                        slowness().toNanos() + 5_000_000_000L,
                        spec.memoryLimitBytes(),
                        spec.maximumTasks(),
                        spec.cpus(),
                        slowness());
        try (Launch launch = backend.prepare(slow)) {
            assertThrows(
                    LaunchException.class,
                    () -> {
                        Instance instance = launch.start();
                        instance.awaitReady();
                    });
        }
        assertNothingGrew(before);
        assertJournalClosed();
    }

    /** More than a launch takes. */
    protected java.time.Duration slowness() {
        return java.time.Duration.ofMillis(200);
    }

    /** Whether something of an instance would outlive a Tare that is killed. */
    protected boolean outlivesTare() {
        return true;
    }

    /** What is killed half-way is in the journal: a process that is not ours to find is a leak. */
    @Test
    void theJournalListsALiveInstance() {
        Backend backend = availableBackend();
        try (Launch launch = backend.prepare(spec())) {
            assertEquals(outlivesTare(), !journal.open().equals(kept), "intent before making");
            try (Instance instance = launch.start()) {
                instance.awaitReady();
                instance.afterReady();
                instance.hostPid()
                        .ifPresent(
                                pid -> {
                                    ProcessIdentity id = ProcessIdentity.of(pid).orElseThrow();
                                    assertTrue(
                                            journal.open()
                                                    .toString()
                                                    .contains(
                                                            "pid="
                                                                    + pid
                                                                    + ", startTicks="
                                                                    + id.startTicks()),
                                            journal.open().toString());
                                });
            }
        }
    }

    @Test
    void manyLiveAtOnce() throws IOException {
        Backend backend = availableBackend();
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        List<Instance> alive = new ArrayList<>();
        for (int i = 0; i < manyAtOnce(); i++) {
            try (Launch launch = backend.prepare(spec())) {
                Instance instance = launch.start();
                instance.awaitReady();
                alive.add(instance);
            }
        }
        alive.forEach(instance -> assertTrue(instance.ping()));
        alive.forEach(Instance::close);
        assertNothingGrew(before);
    }

    @Test
    void aThousandLaunchesLeaveNothing() throws IOException {
        Backend backend = availableBackend();
        launchOften(backend, WARM_UP, WARM_UP_NANOS);
        Map<String, Long> before = count();
        List<Path> files = files();
        launchOften(backend, LAUNCHES, LAUNCHES_NANOS);
        assertNothingGrew(before);
        assertEquals(files, files());
        assertJournalClosed();
    }

    /** What an instance is for a program in the place of the probe. */
    protected ProgramTrial.Promise promise() {
        return ProgramTrial.Promise.ISOLATED;
    }

    /** Whether the JVM inside is, but for the machine around it, that of another's test. */
    protected boolean javaShownByAnother() {
        return false;
    }

    @Test
    void aJavaMachineRunsInsideAndLeavesNothing() throws IOException {
        Backend backend = availableBackend();
        if (!backend.capabilities().contains(Capability.JVM)) {
            return;
        }
        assumeTrue(FULL || !javaShownByAnother(), "only with TARE_FULL=1: another shows the same");
        launchAndClose(backend, spec());
        Map<String, Long> before = count();
        List<Path> files = files();
        ProgramTrial.run(backend, spec().name(), directory, promise());
        assertNothingGrew(before);
        assertEquals(files, files());
        assertJournalClosed();
    }

    private void launchOften(Backend backend, int most, long nanos) {
        long start = clock.nanos();
        for (int i = 0; i < most && (i < FEWEST_LAUNCHES || clock.nanos() - start < nanos); i++) {
            launchAndClose(backend, spec());
        }
    }

    /** How many live at once in a test; fewer where each takes long to start. */
    protected int manyAtOnce() {
        return 50;
    }

    /** Launches, waits for ready, closes. */
    protected Instance launchAndClose(Backend backend, InstanceSpec spec) {
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
            instance.afterReady();
            return instance;
        }
    }

    protected Map<String, Long> count() {
        return HostCount.now(runId);
    }

    protected void assertNothingGrew(Map<String, Long> before) {
        Growth.assertNone(runId, before);
    }

    /** Whether a file is the backend's own to take away later, by a collection of garbage. */
    protected boolean goesLater(Path file) {
        return false;
    }

    private List<Path> files() throws IOException {
        try (var tree = Files.walk(contextOfTheBackend().directory())) {
            return tree.filter(path -> !goesLater(path)).sorted().toList();
        } catch (java.io.UncheckedIOException e) {
            // Something went away while we walked: look again.
            return files();
        }
    }
}
