package tare.harness.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.CleanReport.Item;
import tare.harness.linux.Flock;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;

/**
 * Finishes what killed runs left behind, by their journals. Runs that are alive are not touched; a
 * second time there is nothing to do.
 */
public final class Cleaner {

    /** How long processes of a dead run may take to end by themselves before they are killed. */
    public static final Duration GRACE = Duration.ofSeconds(3);

    /**
     * A helper of a dead run ends its instances in order when it hears of it: ten thousand guests
     * take about a minute. So many times the grace it may take.
     */
    private static final int GRACES_OF_HELPERS = 30;

    private final StateDirectory state;
    private final Kernel kernel;
    private final Duration grace;
    private final Reaper reaper;
    private final Undoing undoing;

    public Cleaner(StateDirectory state, Kernel kernel, MonotonicClock clock) {
        this(state, kernel, clock, GRACE);
    }

    Cleaner(StateDirectory state, Kernel kernel, MonotonicClock clock, Duration grace) {
        this.state = state;
        this.kernel = kernel;
        this.grace = grace;
        this.reaper = new Reaper(kernel, clock, grace);
        this.undoing = new Undoing(kernel);
    }

    /** Cleans up after every dead run of this user. */
    public CleanReport clean() {
        CleanReport.Builder report = new CleanReport.Builder();
        try {
            for (Path run : state.runDirectories()) {
                clean(run, report);
            }
        } catch (IOException e) {
            report.failed(new Item("", state.runs().toString(), reason(e)));
        }
        return report.build();
    }

    private void clean(Path run, CleanReport.Builder report) {
        String id = run.getFileName().toString();
        try {
            Optional<Flock> lock = claim(run);
            if (lock.isEmpty()) {
                report.skipped(new Item(id, "run " + id, "it is alive"));
                return;
            }
            try {
                finish(run, id, report);
            } finally {
                lock.get().close();
            }
        } catch (IOException | NativeException e) {
            report.failed(new Item(id, run.toString(), reason(e)));
        }
    }

    /** Takes a dead run, so that nobody joins it any more; empty if its driver lives. */
    private Optional<Flock> claim(Path run) throws IOException {
        return state.exclusively(
                kernel,
                () -> {
                    if (!Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)) {
                        // Another cleaner was faster.
                        return Optional.empty();
                    }
                    Optional<Flock> lock =
                            RunDirectory.attempt(kernel, run.resolve(RunDirectory.DRIVER_LOCK));
                    if (lock.isPresent()) {
                        RunDirectory.attempt(kernel, run.resolve(RunDirectory.CLEANING))
                                .ifPresent(Flock::close);
                    }
                    return lock;
                });
    }

    private void finish(Path run, String id, CleanReport.Builder report) throws IOException {
        int failures = report.failures();
        reaper.reap(id, Leftover.ofRun(run), forkPids(run), report);
        reaper.await(forkPids(run), grace.multipliedBy(GRACES_OF_HELPERS));
        // Read again: forks that ended in peace have closed entries, and perhaps opened some.
        List<Leftover> left = Leftover.ofRun(run);
        reaper.reap(id, left, List.of(), report);
        for (int pid : forkPids(run)) {
            report.failed(new Item(id, "process " + pid, "it still holds the run's lock"));
        }
        boolean done = true;
        for (Leftover leftover : left) {
            done &= undo(run, id, leftover, report);
        }
        if (done && report.failures() == failures && Trees.remove(kernel, run)) {
            report.removed(new Item(id, run.toString(), ""));
        }
    }

    /** Whether the entry is done with, in peace or not; else it waits for another cleaner. */
    private boolean undo(Path run, String id, Leftover leftover, CleanReport.Builder report) {
        String what = Undoing.describe(leftover.resource());
        try {
            Optional<String> obstacle = undoing.obstacle(leftover);
            if (obstacle.isPresent()) {
                report.skipped(new Item(id, what, obstacle.get()));
                return false;
            }
            if (undoing.undo(run, leftover)) {
                report.removed(new Item(id, what, ""));
            }
        } catch (IOException | NativeException e) {
            report.failed(new Item(id, what, reason(e)));
        }
        return true;
    }

    /** Pids of the run's processes other than the driver that hold their locks. */
    private List<Integer> forkPids(Path run) throws IOException {
        List<Integer> pids = new ArrayList<>();
        String prefix = RunDirectory.FORK_LOCK;
        try (var entries = Files.newDirectoryStream(run, prefix + "*")) {
            for (Path entry : entries) {
                Optional<Flock> lock = RunDirectory.attempt(kernel, entry);
                lock.ifPresent(Flock::close);
                if (lock.isEmpty()) {
                    pids.add(
                            Integer.valueOf(
                                    entry.getFileName().toString().substring(prefix.length())));
                }
            }
        }
        return pids;
    }

    private static String reason(Exception e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof NativeException
                ? message
                : e.getClass().getSimpleName() + ": " + message;
    }
}
