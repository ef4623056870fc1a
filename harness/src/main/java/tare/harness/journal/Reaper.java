package tare.harness.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.CleanReport.Item;
import tare.harness.journal.Resource.RunningProcess;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;

/**
 * Ends the processes of a dead run. They all end by themselves when the run's ends of their
 * channels close (probes by their control channel, forks and holders by their link), so they are
 * waited for first, and killed only then.
 */
final class Reaper {

    /** A killed process may be stuck in the kernel; that long it may take to go. */
    private static final Duration DEATH = Duration.ofSeconds(10);

    private static final Duration ENDING = Duration.ofMillis(200);

    private final Kernel kernel;
    private final MonotonicClock clock;
    private final Duration grace;

    Reaper(Kernel kernel, MonotonicClock clock, Duration grace) {
        this.kernel = kernel;
        this.clock = clock;
        this.grace = grace;
    }

    /**
     * Waits for processes, then kills those that a journal names beyond doubt.
     *
     * @param leftovers of the run; other resources than processes are passed over
     * @param holders pids that hold locks of the run: waited for, not killed
     */
    void reap(
            String runId,
            List<Leftover> leftovers,
            List<Integer> holders,
            CleanReport.Builder report)
            throws IOException {
        List<Suspect> suspects = suspects(leftovers);
        Set<Integer> waited = new HashSet<>(holders);
        suspects.forEach(suspect -> waited.add(suspect.pid()));
        await(waited, grace);
        for (Suspect suspect : suspects) {
            kill(runId, suspect, report);
        }
    }

    /** Waits for processes to end by themselves, for all of them together so long at most. */
    void await(Collection<Integer> pids, Duration longest) {
        long deadline = clock.nanos() + longest.toNanos();
        for (int pid : pids) {
            try (Pidfd process = Pidfd.open(kernel, pid).orElse(null)) {
                if (process != null) {
                    process.awaitExit(Math.max(0, deadline - clock.nanos()));
                }
            }
        }
    }

    /** A process that an entry may mean. */
    private record Suspect(int pid, long startTicks, String token) {}

    private static List<Suspect> suspects(List<Leftover> leftovers) throws IOException {
        List<Suspect> found = new ArrayList<>();
        String boot = Boot.id();
        for (Leftover leftover : leftovers) {
            if (leftover.resource() instanceof RunningProcess entry
                    && leftover.bootId().equals(boot)) {
                if (entry.pid() == 0) {
                    for (ProcessIdentity process : Tokens.find(entry.token(), leftover.nanos())) {
                        found.add(new Suspect(process.pid(), process.startTicks(), entry.token()));
                    }
                } else if (is(entry.pid(), entry.startTicks())) {
                    found.add(new Suspect(entry.pid(), entry.startTicks(), entry.token()));
                }
            }
        }
        return found;
    }

    private void kill(String runId, Suspect suspect, CleanReport.Builder report) {
        try (Pidfd process = Pidfd.open(kernel, suspect.pid()).orElse(null)) {
            // Compared once the handle is held: from here on the pid cannot come to mean another.
            if (process == null || !is(suspect.pid(), suspect.startTicks())) {
                return;
            }
            Item item = new Item(runId, "process " + suspect.pid(), "");
            if (!Tokens.marks(suspect.pid(), suspect.token())) {
                // A process that is just ending has no arguments any more.
                if (!process.awaitExit(ENDING.toNanos())) {
                    report.failed(
                            new Item(
                                    runId,
                                    item.what(),
                                    "neither its arguments, environment nor cgroup carry the run's token"));
                }
                return;
            }
            process.signal(Pidfd.SIGKILL);
            if (process.awaitExit(DEATH.toNanos())) {
                report.removed(item);
            } else {
                report.failed(new Item(runId, item.what(), "it does not die: stuck in the kernel"));
            }
        }
    }

    private static boolean is(int pid, long startTicks) {
        return ProcessIdentity.of(pid)
                .filter(found -> found.startTicks() == startTicks && !found.ended())
                .isPresent();
    }
}
