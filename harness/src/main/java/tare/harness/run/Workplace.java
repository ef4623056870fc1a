package tare.harness.run;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.BackendContext;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.CleanReport;
import tare.harness.journal.Cleaner;
import tare.harness.journal.HostLock;
import tare.harness.journal.Journal;
import tare.harness.journal.RunDirectory;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.results.failure.OutputError;

/**
 * What one process of Tare holds on the host while it works: the host's lock, a private directory,
 * a journal. Closing it takes away whatever launching JVMs left behind.
 */
public final class Workplace implements AutoCloseable {

    private static final String SCRATCH = "scratch";

    private final StateDirectory state;
    private final Kernel kernel;
    private final MonotonicClock clock;
    private final String runId;
    private final @Nullable HostLock hostLock;
    private final RunDirectory directory;

    private Workplace(
            StateDirectory state,
            Kernel kernel,
            MonotonicClock clock,
            String runId,
            @Nullable HostLock hostLock,
            RunDirectory directory) {
        this.state = state;
        this.kernel = kernel;
        this.clock = clock;
        this.runId = runId;
        this.hostLock = hostLock;
        this.directory = directory;
    }

    /** What to do about another run on this host. */
    public enum Sharing {
        /** Refuse to start. */
        REFUSE,
        /** Start when the other has ended. */
        WAIT,
        /** Start all the same; cells are labelled noisy. */
        CONCURRENT
    }

    /**
     * Takes the host and makes the private directory.
     *
     * @param runId letters and digits, unique on the host
     * @throws tare.results.failure.HostError if another run holds the host
     */
    public static Workplace open(
            StateDirectory state,
            Kernel kernel,
            MonotonicClock clock,
            String runId,
            Sharing sharing) {
        HostLock lock =
                switch (sharing) {
                    case REFUSE -> HostLock.take(kernel);
                    case WAIT -> HostLock.await(kernel);
                    case CONCURRENT -> null;
                };
        try {
            RunDirectory directory = RunDirectory.create(state, runId, kernel, clock);
            return new Workplace(state, kernel, clock, runId, lock, directory);
        } catch (RuntimeException e) {
            if (lock != null) {
                lock.close();
            }
            throw e;
        }
    }

    public String runId() {
        return runId;
    }

    /** Whether other runs may go on beside this one. */
    public boolean concurrent() {
        return hostLock == null;
    }

    /** Directory of this run's journals and locks, for its launching JVMs. */
    public Path directory() {
        return directory.path();
    }

    /** Where the driver writes down what it makes. */
    public Journal journal() {
        return directory.journal();
    }

    /** Private directory for what instances need on disk. */
    public Path scratch() {
        return directory.subdirectory(SCRATCH);
    }

    /** What backends that the driver opens are handed. */
    public BackendContext context() {
        return new BackendContext(runId, clock, directory.journal(), scratch());
    }

    /**
     * Leaves nothing.
     *
     * @throws OutputError if something could not be removed; {@code tare clean} tries again
     */
    @Override
    public void close() {
        directory.close();
        CleanReport report = new Cleaner(state, kernel, clock).clean();
        if (hostLock != null) {
            hostLock.close();
        }
        if (!report.failed().isEmpty()) {
            CleanReport.Item first = report.failed().get(0);
            throw new OutputError(
                    "something that was made could not be removed",
                    first.what(),
                    first.reason(),
                    "tare clean");
        }
    }
}
