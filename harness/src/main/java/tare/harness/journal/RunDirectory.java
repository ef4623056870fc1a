package tare.harness.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Flock;
import tare.harness.linux.Kernel;
import tare.results.failure.HostError;
import tare.results.failure.OutputError;

/**
 * The private directory of a run, {@code <state>/runs/<runId>}, as one of the run's processes holds
 * it: with a lock that the kernel drops when the process dies, and a journal of its own.
 *
 * <p>The driver holds {@code lock}; every other process of the run (JMH forks, holders) holds
 * {@code lock-PID}. A run whose {@code lock} is free is dead, and what is left of it belongs to the
 * {@link Cleaner}.
 */
public final class RunDirectory implements AutoCloseable {

    static final String JOURNAL = ".journal";
    static final String DRIVER_LOCK = "lock";
    static final String FORK_LOCK = "lock-";

    /** Says that the cleaner has taken the run: nobody may join it any more. */
    static final String CLEANING = "cleaning";

    private final StateDirectory state;
    private final Kernel kernel;
    private final Path directory;
    private final Flock lock;
    private final FileJournal journal;
    private final boolean driver;
    private boolean closed;

    private RunDirectory(
            StateDirectory state,
            Kernel kernel,
            Path directory,
            Flock lock,
            FileJournal journal,
            boolean driver) {
        this.state = state;
        this.kernel = kernel;
        this.directory = directory;
        this.lock = lock;
        this.journal = journal;
        this.driver = driver;
    }

    /**
     * Makes the directory of a new run, for its driver.
     *
     * @param runId letters, digits and hyphens, unique on the host
     */
    public static RunDirectory create(
            StateDirectory state, String runId, Kernel kernel, MonotonicClock clock) {
        if (!runId.matches("[A-Za-z0-9-]{1,64}")) {
            throw new IllegalArgumentException("a run's id is letters, digits and hyphens");
        }
        Path directory = state.runs().resolve(runId);
        try {
            return state.exclusively(
                    kernel,
                    () -> {
                        Files.createDirectory(
                                directory,
                                PosixFilePermissions.asFileAttribute(
                                        PosixFilePermissions.fromString("rwx------")));
                        return hold(state, kernel, directory, clock, true);
                    });
        } catch (FileAlreadyExistsException e) {
            throw new HostError("The run exists already", directory.toString(), runId, "", e);
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    /**
     * Joins a run as a process of its driver's making.
     *
     * @param directory the run's directory
     * @throws HostError if the driver is dead: then nobody would clean up
     */
    public static RunDirectory join(Path directory, Kernel kernel, MonotonicClock clock) {
        Path runs = directory.getParent();
        Path home = runs == null ? null : runs.getParent();
        if (home == null) {
            throw new IllegalArgumentException("not a run's directory: " + directory);
        }
        StateDirectory state = StateDirectory.open(home);
        try {
            return state.exclusively(kernel, () -> joinLive(state, kernel, directory, clock));
        } catch (IOException e) {
            throw failure(directory, e);
        }
    }

    private static RunDirectory joinLive(
            StateDirectory state, Kernel kernel, Path directory, MonotonicClock clock)
            throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
                || Files.exists(directory.resolve(CLEANING), LinkOption.NOFOLLOW_LINKS)
                || !held(kernel, directory.resolve(DRIVER_LOCK))) {
            throw new HostError(
                    "The run cannot be joined", directory.toString(), "its driver is dead", "");
        }
        return hold(state, kernel, directory, clock, false);
    }

    private static RunDirectory hold(
            StateDirectory state,
            Kernel kernel,
            Path directory,
            MonotonicClock clock,
            boolean driver)
            throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Path file = directory.resolve(driver ? DRIVER_LOCK : FORK_LOCK + pid);
        Optional<Flock> lock = attempt(kernel, file);
        if (lock.isEmpty()) {
            throw new HostError("The run is held already", file.toString(), "by this process", "");
        }
        FileJournal journal = FileJournal.open(directory.resolve(pid + JOURNAL), clock);
        return new RunDirectory(state, kernel, directory, lock.get(), journal, driver);
    }

    /** Takes a lock file, which is made if need be; empty if a live process holds it. */
    static Optional<Flock> attempt(Kernel kernel, Path file) throws IOException {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (FileAlreadyExistsException held) {
            // The file stays when its holder dies; what counts is the lock on it.
        }
        return Flock.attempt(kernel, file);
    }

    private static boolean held(Kernel kernel, Path file) throws IOException {
        Optional<Flock> lock = attempt(kernel, file);
        lock.ifPresent(Flock::close);
        return lock.isEmpty();
    }

    /** The journal of this process. */
    public Journal journal() {
        return journal;
    }

    /** The run's directory, to be handed to {@link #join}. */
    public Path path() {
        return directory;
    }

    /** A private directory below the run's; it goes away with the run. */
    public Path subdirectory(String name) {
        Path path = directory.resolve(name);
        try {
            StateDirectory.makePrivate(path);
            return path;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /**
     * Ends this process's part. The driver removes the run's directory if nothing is left of the
     * run; else it stays, for {@link Cleaner}. Idempotent.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        journal.close();
        try {
            state.exclusively(
                    kernel,
                    () ->
                            driver
                                    && Leftover.ofRun(directory).isEmpty()
                                    && Trees.remove(kernel, directory));
        } catch (IOException e) {
            throw failure(directory, e);
        } finally {
            lock.close();
        }
    }

    private static OutputError failure(Path path, IOException e) {
        return new OutputError(
                "The run's directory cannot be used",
                path.toString(),
                String.valueOf(e.getMessage()),
                "look at df and ls -ld " + path,
                e);
    }
}
