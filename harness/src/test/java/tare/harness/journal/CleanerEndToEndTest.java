package tare.harness.journal;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Needs;
import tare.harness.linux.ProcessIdentity;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.ControlGroup;
import tare.harness.linux.cgroup.Controller;
import tare.results.failure.ExitCode;
import tare.results.failure.HostError;

@Tag("kernel")
class CleanerEndToEndTest {

    private static final String TOKEN = "tare-cleaner-" + ProcessHandle.current().pid();

    @TempDir Path directory;

    private final Kernel kernel = new Kernel();
    private final List<Process> processes = new ArrayList<>();
    private StateDirectory state;
    private Path run;

    @BeforeEach
    void makeADeadRun() throws IOException {
        state = StateDirectory.open(directory.resolve("tare"));
        run = state.runs().resolve("r1");
        StateDirectory.makePrivate(run);
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void killsProcessesByTheirEntry() throws IOException, InterruptedException {
        Process process = sleeper(TOKEN);
        journal(new Resource.RunningProcess(TOKEN, (int) process.pid(), ticks(process)));
        CleanReport report = clean();
        assertEquals(128 + 9, process.waitFor());
        assertEquals(List.of(), report.failed());
        assertEquals("process " + process.pid(), report.removed().get(0).what());
        assertFalse(Files.exists(run));
        assertEquals(new CleanReport(List.of(), List.of(), List.of()), clean(), "a second time");
    }

    @Test
    void findsIntentsByTheirToken() throws IOException, InterruptedException {
        journal(new Resource.RunningProcess(TOKEN, 0, 0));
        Process process = sleeper(TOKEN);
        CleanReport report = clean();
        assertEquals(128 + 9, process.waitFor());
        assertEquals(List.of(), report.failed());
    }

    @Test
    void sparesProcessesThatAreOlderThanTheIntent() throws IOException {
        Process process = sleeper(TOKEN);
        try (FileJournal journal =
                FileJournal.open(
                        run.resolve("7.journal"),
                        () -> MonotonicClock.system().nanos() + Duration.ofHours(1).toNanos())) {
            journal.intend(new Resource.RunningProcess(TOKEN, 0, 0));
        }
        assertEquals(List.of(), clean().failed());
        assertTrue(process.isAlive());
    }

    @Test
    void neverKillsAPidThatWasReused() throws IOException {
        Process process = sleeper(TOKEN);
        journal(new Resource.RunningProcess(TOKEN, (int) process.pid(), ticks(process) - 1));
        CleanReport report = clean();
        assertTrue(process.isAlive());
        assertEquals(ExitCode.DONE, report.exitCode());
    }

    @Test
    void neverKillsAProcessOfAnotherBoot() throws IOException {
        Process process = sleeper(TOKEN);
        Resource entry = new Resource.RunningProcess(TOKEN, (int) process.pid(), ticks(process));
        Files.writeString(
                run.resolve("7.journal"),
                new JournalLine.Run("another-boot").encode()
                        + new JournalLine.Is(0, 1, entry).encode());
        assertEquals(ExitCode.DONE, clean().exitCode());
        assertTrue(process.isAlive());
    }

    @Test
    void readsTokensAsAWhole() {
        assertTrue(MarkedProcesses.carries("a\0tare-run-1\0b", "tare-run-1"));
        assertTrue(MarkedProcesses.carries("0::/x/tare-run-1/holder", "tare-run-1"));
        assertFalse(MarkedProcesses.carries("tare-run-10 xtare-run-1", "tare-run-1"));
    }

    @Test
    void neverKillsWithoutTheToken() throws IOException {
        Process process = sleeper("another-name");
        journal(new Resource.RunningProcess(TOKEN, (int) process.pid(), ticks(process)));
        CleanReport report = clean();
        assertTrue(process.isAlive());
        assertEquals(ExitCode.OUTPUT, report.exitCode());
        assertTrue(report.failed().get(0).reason().contains("token"));
        assertTrue(Files.exists(run), "what could not be done stays in the journal");
    }

    @Test
    void removesDirectoriesWithoutFollowingLinks() throws IOException {
        Path outside = Files.createDirectories(directory.resolve("outside/sub"));
        Path made = Files.createDirectories(directory.resolve("tare-x/a/b"));
        Files.createSymbolicLink(made.resolve("link"), outside.getParent());
        Path foreign = Files.createDirectory(directory.resolve("foreign"));
        Path disguised =
                Files.createSymbolicLink(directory.resolve("tare-link"), outside.getParent());
        journal(
                new Resource.Directory(directory.resolve("tare-x")),
                new Resource.Directory(disguised),
                new Resource.Directory(directory.resolve("tare-x/../outside")),
                new Resource.Directory(foreign));
        CleanReport report = clean();
        assertFalse(Files.exists(directory.resolve("tare-x")));
        assertTrue(Files.exists(outside));
        assertTrue(Files.exists(foreign));
        assertEquals(2, report.failed().size(), report.toString());
    }

    @Test
    void takesMountsAwayBeforeDirectories() throws IOException, InterruptedException {
        Path kept = Files.createDirectory(directory.resolve("kept"));
        Files.createFile(kept.resolve("precious"));
        Path target = Files.createDirectory(run.resolve("root"));
        Path forgotten = Files.createDirectory(run.resolve("forgotten"));
        journal(new Resource.Mount(target));
        boolean mounted = mount(kept, target) && mount(kept, forgotten);
        Needs.that(mounted, "mounting takes root");
        CleanReport report = clean();
        assertEquals(List.of(), report.failed());
        assertFalse(Files.exists(run));
        assertTrue(Files.exists(kept.resolve("precious")));
    }

    @Test
    void emptiesAndRemovesCgroups() throws IOException, InterruptedException {
        Optional<ControlGroup> planned =
                ControlGroup.plan(
                        CgroupLayout.read(), TOKEN, EnumSet.of(Controller.MEMORY, Controller.PIDS));
        Needs.that(planned.isPresent(), "no control group can be made here");
        ControlGroup group = planned.orElseThrow();
        group.directories().forEach(path -> journal(new Resource.Cgroup(path)));
        group.create();
        Process process = sleeper("x");
        group.add((int) process.pid());
        CleanReport report = clean();
        assertEquals(List.of(), report.failed());
        assertEquals(128 + 9, process.waitFor());
        group.directories().forEach(path -> assertFalse(Files.exists(path)));
        assertEquals(List.of(), clean().removed());
    }

    @Test
    void touchesNoForeignCgroupAndNoForeignSetting() {
        journal(
                new Resource.Cgroup(Path.of("/sys/fs/cgroup/memory/other")),
                new Resource.Cgroup(directory.resolve("tare-x")),
                new Resource.Setting(directory.resolve("tare-setting"), "1"),
                new Resource.Mount(Path.of("/proc")));
        assertEquals(4, clean().failed().size());
    }

    @Test
    void restoresSettings() throws IOException {
        Path setting = Path.of("/proc/sys/kernel/hostname");
        String now = Files.readString(setting);
        journal(new Resource.Setting(setting, now));
        CleanReport report = clean();
        assertEquals(List.of(), report.failed());
        assertEquals(1, report.removed().size(), "only the run's directory was there");
        assertEquals(now, Files.readString(setting));
    }

    @Test
    void skipsLiveRuns() throws IOException {
        Process process = sleeper(TOKEN);
        try (RunDirectory live =
                RunDirectory.create(state, "live", kernel, MonotonicClock.system())) {
            Journal.Entry entry =
                    live.journal()
                            .intend(
                                    new Resource.RunningProcess(
                                            TOKEN, (int) process.pid(), ticks(process)));
            CleanReport report = clean();
            assertEquals("run live", report.skipped().get(0).what());
            assertTrue(process.isAlive());
            assertTrue(Files.exists(live.path()));
            entry.done();
        }
        assertEquals(List.of(), state.runDirectories(), "a run in order leaves no directory");
    }

    @Test
    void letsNobodyJoinADeadRun() {
        assertThrows(
                HostError.class, () -> RunDirectory.join(run, kernel, MonotonicClock.system()));
    }

    @Test
    void keepsTheDirectoryOfARunThatLeftSomething() throws IOException {
        Path made = Files.createDirectory(directory.resolve("tare-left"));
        try (RunDirectory driver =
                        RunDirectory.create(state, "r2", kernel, MonotonicClock.system());
                RunDirectory fork =
                        RunDirectory.join(driver.path(), kernel, MonotonicClock.system())) {
            fork.journal().intend(new Resource.Directory(made));
            assertTrue(Files.isDirectory(driver.subdirectory("scratch")));
        }
        assertTrue(Files.exists(state.runs().resolve("r2")));
        assertEquals(List.of(), clean().failed());
        assertFalse(Files.exists(made));
        assertEquals(List.of(), state.runDirectories());
    }

    @Test
    void finishesWhatAKilledDriverLeft() throws IOException, InterruptedException {
        Path made = directory.resolve("tare-made");
        Process driver = jvm("driver", state.path().toString(), "killed", TOKEN, made.toString());
        Path killed = state.runs().resolve("killed");
        Process fork = jvm("fork", killed.toString());
        assertEquals("run killed", clean().skipped().get(0).what());
        driver.destroyForcibly().waitFor();
        assertEquals(2, Tokens.find(TOKEN, 0).size(), "the sleepers live on");
        // The fork ends by itself, as when its link to the driver breaks.
        fork.outputWriter().close();
        CleanReport report =
                new Cleaner(state, kernel, MonotonicClock.system(), Duration.ofSeconds(5)).clean();
        assertEquals(List.of(), report.failed());
        assertEquals(List.of(), Tokens.find(TOKEN, 0));
        assertFalse(Files.exists(made));
        assertFalse(Files.exists(killed));
        assertEquals(new CleanReport(List.of(), List.of(), List.of()), clean(), "a second time");
    }

    /** Ten thousand instances are not ended within the grace for one process. */
    @Test
    void waitsForAForkThatEndsItsInstancesInOrder() throws IOException, InterruptedException {
        Path made = directory.resolve("tare-made");
        Process driver = jvm("driver", state.path().toString(), "killed", TOKEN, made.toString());
        Path killed = state.runs().resolve("killed");
        Process fork = jvm("slow-fork", killed.toString());
        driver.destroyForcibly().waitFor();
        fork.outputWriter().close();
        CleanReport report =
                new Cleaner(state, kernel, MonotonicClock.system(), Duration.ofMillis(500)).clean();
        assertEquals(List.of(), report.failed());
        assertFalse(fork.isAlive());
        assertFalse(Files.exists(killed));
    }

    @Test
    void reportsAForkThatNoJournalNames() throws IOException, InterruptedException {
        Path made = directory.resolve("tare-made");
        Process driver = jvm("driver", state.path().toString(), "killed", TOKEN, made.toString());
        Path killed = state.runs().resolve("killed");
        Process fork = jvm("fork", killed.toString());
        driver.destroyForcibly().waitFor();
        CleanReport report = clean();
        assertEquals("process " + fork.pid(), report.failed().get(0).what());
        assertTrue(fork.isAlive());
        assertThrows(
                HostError.class, () -> RunDirectory.join(killed, kernel, MonotonicClock.system()));
        fork.destroyForcibly().waitFor();
        assertEquals(List.of(), clean().failed());
        assertFalse(Files.exists(killed));
    }

    @Test
    void refusesASecondRunOnTheHost() {
        HostLock first = HostLock.take(kernel, directory);
        HostError e = assertThrows(HostError.class, () -> HostLock.take(kernel, directory));
        assertTrue(e.why().endsWith("process " + ProcessHandle.current().pid()), e.getMessage());
        first.close();
        HostLock.take(kernel, directory).close();
    }

    /** Starts a process of a run and waits until it has made what it makes. */
    private Process jvm(String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledRun.class.getName()));
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(process);
        assertEquals("ready", process.inputReader().readLine());
        return process;
    }

    /** A process whose arguments hold a token. */
    private Process sleeper(String token) throws IOException {
        return start("sh", "-c", "read line", token);
    }

    private boolean mount(Path source, Path target) throws IOException, InterruptedException {
        return start("mount", "--bind", source.toString(), target.toString()).waitFor() == 0;
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    private static long ticks(Process process) {
        return ProcessIdentity.of((int) process.pid()).orElseThrow().startTicks();
    }

    private void journal(Resource... resources) {
        try (FileJournal journal =
                FileJournal.open(run.resolve("7.journal"), MonotonicClock.system())) {
            for (Resource resource : resources) {
                journal.intend(resource);
            }
        }
    }

    private CleanReport clean() {
        return new Cleaner(state, kernel, MonotonicClock.system(), Duration.ZERO).clean();
    }
}
