package tare.harness.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.ForkSettings;
import tare.harness.journal.Cleaner;
import tare.harness.journal.RunDirectory;
import tare.harness.journal.StateDirectory;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;

/** A run with real helpers that hold processes, of which nothing must be left. */
final class CrowdRun implements AutoCloseable {

    /** Longer than any crowd of a test grows. */
    static final long ENOUGH = 60_000_000_000L;

    private static final int HEAP_MEGABYTES = 48;
    private static final int WARMUP_LAUNCHES = 5;

    private final Path directory;
    private final Kernel kernel;
    private final MonotonicClock clock = MonotonicClock.system();
    private final String runId;
    private final StateDirectory state;
    private final RunDirectory run;
    private final List<Keeper> keepers = new ArrayList<>();

    /**
     * Begins it.
     *
     * @param word that its name begins with
     */
    CrowdRun(Path directory, String word, Kernel kernel) {
        this.directory = directory;
        this.kernel = kernel;
        this.runId = word + ProcessHandle.current().pid();
        this.state = StateDirectory.open(directory.resolve("tare"));
        this.run = RunDirectory.create(state, runId, kernel, clock);
    }

    /** What the names of all that it makes begin with. */
    String token() {
        return "tare-" + runId;
    }

    /** The helpers, in the order in which they were opened. */
    List<Keeper> keepers() {
        return List.copyOf(keepers);
    }

    /** A crowd of processes. */
    Crowd crowd(Bounds bounds, Crowd.Opening opening, long descriptors) throws IOException {
        return new Crowd(clock, bounds, opening, descriptors);
    }

    /** Starts a helper. */
    Keeper helper(int number) throws IOException {
        String name = "h" + number;
        ForkSettings settings =
                new ForkSettings(
                        runId,
                        "process",
                        new TreeMap<>(),
                        name,
                        run.path(),
                        run.subdirectory("scratch"),
                        directory.resolve(name + ".samples"),
                        0,
                        List.of(),
                        WARMUP_LAUNCHES,
                        ENOUGH,
                        "",
                        "");
        Keeper keeper =
                Keeper.start(
                        settings,
                        directory.resolve(name + ".properties"),
                        directory.resolve(name + ".log"),
                        HEAP_MEGABYTES);
        keepers.add(keeper);
        return keeper;
    }

    /** Ends it: nothing is left, and nothing had to be left to the cleaner that it could not. */
    @Override
    public void close() throws IOException {
        run.close();
        assertEquals(List.of(), new Cleaner(state, kernel, clock).clean().failed());
        assertEquals(List.of(), MarkedProcesses.find(token()));
    }
}
