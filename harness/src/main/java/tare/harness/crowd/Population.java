package tare.harness.crowd;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.LaunchingJvm;
import tare.harness.host.AvailableMemory;
import tare.harness.linux.NativeException;

/** The instances of one helper, the oldest first. */
final class Population {

    /**
     * Where so much more than is to stay is available, a few starts cannot use it up in a short
     * time, whatever else runs: then memory is not read before each of them, which would leave the
     * processor's caches cold for it.
     */
    private static final long PLENTY_BYTES = 2L << 30;

    private static final int UNREAD_STARTS = 16;
    private static final long UNREAD_NANOS = 20_000_000;

    private final LaunchingJvm jvm;
    private final MonotonicClock clock;
    private final AvailableMemory memory;
    private final Deque<Instance> instances = new ArrayDeque<>();
    private int unread;
    private long readNanos;

    Population(LaunchingJvm jvm, MonotonicClock clock, AvailableMemory memory) {
        this.jvm = jvm;
        this.clock = clock;
        this.memory = memory;
    }

    /**
     * Starts instances.
     *
     * @param turn whether the oldest is ended before each start, so that their number stays
     * @param most how many
     * @param leastBytes what must be available before each start
     * @param nanos for how long, at most; one at least is started
     */
    Batch start(boolean turn, int most, long leastBytes, long nanos) {
        long end = clock.nanos() + nanos;
        List<Batch.Start> starts = new ArrayList<>(most);
        Optional<Batch.Stop> stop = Optional.empty();
        try {
            for (int i = 0; i < most && (i == 0 || clock.nanos() < end); i++) {
                if (i == 0 || unread <= 0 || clock.nanos() - readNanos > UNREAD_NANOS) {
                    long available = memory.bytes(leastBytes);
                    if (available < leastBytes) {
                        stop = Optional.of(new Batch.Stop(true, "", Long.toString(available), ""));
                        break;
                    }
                    unread = available - leastBytes > PLENTY_BYTES ? UNREAD_STARTS : 0;
                    readNanos = clock.nanos();
                }
                unread--;
                if (turn && !instances.isEmpty()) {
                    instances.removeFirst().close();
                }
                starts.add(launch());
            }
        } catch (LaunchException e) {
            stop = Optional.of(new Batch.Stop(false, e.step(), e.why(), e.remedy()));
        } catch (NativeException | IOException | UncheckedIOException e) {
            String why = String.valueOf(e.getMessage());
            stop = Optional.of(new Batch.Stop(false, "start", why, ""));
        }
        return new Batch(instances.size(), descriptors(), starts, stop);
    }

    private Batch.Start launch() {
        Launch launch = jvm.prepare(0);
        Instance instance;
        try {
            instance = launch.start();
        } catch (LaunchException | NativeException e) {
            launch.close();
            throw e;
        }
        // One that does not become ready has closed itself.
        instance.awaitReady();
        instances.addLast(instance);
        instance.afterReady();
        instance.rest();
        Stages stages = instance.stages();
        return new Batch.Start(stages.startNanos(), stages.readyNanos());
    }

    /** How many answer. */
    int answering() {
        return (int) instances.stream().filter(Instance::ping).count();
    }

    /**
     * Ends all.
     *
     * @return why the first that could not be ended could not; empty if all are
     */
    Optional<LaunchException> endAll() {
        Optional<LaunchException> first = Optional.empty();
        instances.forEach(Instance::endSoon);
        while (!instances.isEmpty()) {
            try {
                instances.removeLast().close();
            } catch (LaunchException e) {
                first = first.isPresent() ? first : Optional.of(e);
            }
        }
        return first;
    }

    /** How many descriptors this process has open. */
    static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
