package tare.harness.fork;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.PageCache;

/** Names, prepares and warms the launches of one launching JVM. */
public final class LaunchSession {

    /** A launch that takes longer is a failure. */
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final ForkSettings settings;
    private final List<Backend> backends;
    private final MonotonicClock clock;
    private int launches;

    public LaunchSession(ForkSettings settings, Backend backend, MonotonicClock clock) {
        this(settings, List.of(backend), clock);
    }

    /**
     * A session of several backends.
     *
     * @param backends in the order of the settings' keys
     */
    public LaunchSession(ForkSettings settings, List<Backend> backends, MonotonicClock clock) {
        this.settings = settings;
        this.backends = List.copyOf(backends);
        this.clock = clock;
    }

    /**
     * Prepares the next launch of this session; every one has a name of its own.
     *
     * @param spinNanos what the probe spins, or {@link ForkSettings#COLD}
     */
    public Launch prepare(long spinNanos) {
        return prepare(0, spinNanos);
    }

    /**
     * The same for one of several backends.
     *
     * @param turn place of the backend
     * @param spinNanos what the probe spins, or {@link ForkSettings#COLD}
     */
    public Launch prepare(int turn, long spinNanos) {
        String name = settings.name() + "-" + launches++;
        Launch launch = backends.get(turn).prepare(spec(name, Math.max(0, spinNanos)));
        if (spinNanos == ForkSettings.COLD) {
            try {
                PageCache.drop();
            } catch (IOException e) {
                launch.close();
                throw new LaunchException(
                        "drop the page cache", String.valueOf(e.getMessage()), "run as root", e);
            }
        }
        return launch;
    }

    /** Prepares an instance that runs a program, under the next name of this session. */
    public Launch prepare(Program program, ForkLimits limits) {
        return backends.get(0)
                .prepare(
                        new InstanceSpec(
                                settings.name() + "-" + launches++,
                                0,
                                limits.memoryBytes(),
                                limits.tasks(),
                                settings.instanceCpus(),
                                limits.start(),
                                Optional.of(program)));
    }

    /** What an instance of this session is like, under a name within the session. */
    InstanceSpec spec(String part) {
        return spec(settings.name() + "-" + part, 0);
    }

    private InstanceSpec spec(String name, long spinNanos) {
        return new InstanceSpec(
                name,
                spinNanos,
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                InstanceSpec.DEFAULT_TASKS,
                settings.instanceCpus(),
                DEADLINE);
    }

    /**
     * Launches until the path is compiled or the time is up: the first launches of a JVM measure
     * the interpreter. Several backends take turns, all the same number of them, one at least.
     */
    public void warmUp() {
        warmUp(turn -> {});
    }

    /**
     * The same.
     *
     * @param turns takes the place of each backend before its launch
     */
    void warmUp(IntConsumer turns) {
        long end = clock.nanos() + settings.warmupNanos();
        int done = 0;
        do {
            for (int turn = 0; turn < backends.size() && settings.warmupLaunches() > 0; turn++) {
                turns.accept(turn);
                try (Launch launch = prepare(turn, 0);
                        Instance instance = launch.start()) {
                    instance.awaitReady();
                }
                done++;
            }
        } while (done < settings.warmupLaunches() && clock.nanos() < end);
    }
}
