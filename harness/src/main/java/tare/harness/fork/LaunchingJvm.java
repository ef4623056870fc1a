package tare.harness.fork;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Layers;
import tare.harness.backend.Program;
import tare.harness.backend.Registry;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.RunDirectory;
import tare.harness.linux.CpuSet;
import tare.harness.linux.Kernel;
import tare.harness.linux.Orphans;
import tare.harness.linux.ThreadAffinity;
import tare.harness.linux.ThreadMigrations;

/**
 * Everything that a JVM which launches has open: its lock, its journal, its backends, its samples.
 */
public final class LaunchingJvm implements AutoCloseable {

    private final ForkSettings settings;
    private final RunDirectory directory;
    private final SampleFile samples;
    private final LaunchSession session;
    private final List<Backend> backends;
    private final Orphans orphans;
    private final MonotonicClock clock;
    private final OptionalLong migrationsBefore = ThreadMigrations.count();
    private int turn;
    private int more;

    private LaunchingJvm(
            ForkSettings settings,
            RunDirectory directory,
            SampleFile samples,
            LaunchSession session,
            List<Backend> backends,
            Orphans orphans,
            MonotonicClock clock) {
        this.backends = backends;
        this.orphans = orphans;
        this.clock = clock;
        this.settings = settings;
        this.directory = directory;
        this.samples = samples;
        this.session = session;
    }

    /** Opens what the settings name that this JVM was started with. */
    public static LaunchingJvm open() {
        String file = System.getProperty(ForkSettings.PROPERTY);
        if (file == null) {
            throw new IllegalStateException("-D" + ForkSettings.PROPERTY + " is missing");
        }
        try {
            return open(ForkSettings.read(Path.of(file)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open what the fork needs", e);
        }
    }

    private static LaunchingJvm open(ForkSettings settings) throws IOException {
        Kernel kernel = new Kernel();
        Orphans orphans = new Orphans(kernel);
        orphans.adopt();
        if (!settings.harnessCpus().isEmpty()) {
            new ThreadAffinity(kernel, CpuSet.parse(settings.harnessCpus())).bind();
        }
        MonotonicClock clock = MonotonicClock.system();
        RunDirectory directory = RunDirectory.join(settings.stateDirectory(), kernel, clock);
        Registry registry = Registry.embedded();
        List<Backend> backends = new ArrayList<>();
        for (String key : settings.backends()) {
            // Daemons, parents and roots of a JVM's backends are named by the run and the process:
            // those that take turns in one would be each other's.
            String token = settings.runId() + (backends.isEmpty() ? "" : "t" + backends.size());
            backends.add(
                    registry.open(
                            key,
                            new BackendContext(
                                    token,
                                    clock,
                                    directory.journal(),
                                    settings.settings(),
                                    settings.scratchDirectory())));
        }
        return new LaunchingJvm(
                settings,
                directory,
                SampleFile.append(settings.sampleFile()),
                new LaunchSession(settings, backends, clock),
                backends,
                orphans,
                clock);
    }

    public ForkSettings settings() {
        return settings;
    }

    /** The clock that all launches of this JVM are timed by. */
    public MonotonicClock clock() {
        return clock;
    }

    /** The first backend that the settings name; for the thread that opened this. */
    public Backend backend() {
        return backends.get(0);
    }

    /** The session of the settings' own backends; for the thread that opened this. */
    public LaunchSession session() {
        return session;
    }

    /** Launches until the path is compiled. */
    public void warmUp() {
        try {
            session.warmUp(next -> turn = next);
        } catch (LaunchException e) {
            fail(e);
            throw e;
        }
    }

    /** Prepares the next launch of the only backend, or of the first. */
    public Launch prepare(long spinNanos) {
        return session.prepare(spinNanos);
    }

    /** Prepares a launch of the schedule. */
    public Launch prepareScheduled(int index) {
        turn = settings.turns().get(index);
        return session.prepare(turn, settings.spinNanos().get(index));
    }

    /** Prepares one more launch of warm-up; several backends take turns. */
    public Launch prepareMore() {
        turn = more++ % backends.size();
        return session.prepare(turn, 0);
    }

    /** Prepares the launch of an instance that runs a program. */
    public Launch prepare(Program program, ForkLimits limits) {
        return session.prepare(program, limits);
    }

    /** Writes one sample down. */
    public void record(int index, Stages stages, Layers layers) {
        samples.write(new LaunchSample(index, settings.spinNanos().get(index), stages, layers));
    }

    /** Writes down why there are no more, and whose launch it was where several take turns. */
    public void fail(LaunchException e) {
        String whose = backends.size() == 1 ? "" : settings.backends().get(turn) + ": ";
        samples.writeFailure(new SampleFile.Failure(whose + e.getMessage(), e.remedy()));
    }

    /** Closes all; the first failure is thrown when all have been tried. */
    @Override
    public void close() {
        LaunchException first = null;
        try {
            OptionalLong now = ThreadMigrations.count();
            if (migrationsBefore.isPresent() && now.isPresent()) {
                samples.writeMigrations(now.getAsLong() - migrationsBefore.getAsLong());
            }
            for (Backend backend : backends) {
                try {
                    backend.close();
                } catch (LaunchException e) {
                    first = first == null ? e : first;
                }
            }
            orphans.reap();
            samples.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the samples", e);
        } finally {
            directory.close();
        }
        if (first != null) {
            throw first;
        }
    }
}
