package tare.harness.fork;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import tare.harness.backend.Diverging;
import tare.harness.backend.Instance;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.clock.MonotonicClock;

/**
 * A JVM that holds clones of one image and lets them write at a given rate. Its commands:
 *
 * <ul>
 *   <li>{@code image}: prepares a launch, with which the image is made, and starts nothing
 *   <li>{@code clone N SEED}: launches so many; answers with what each can be told to write to, in
 *       bytes
 *   <li>{@code write PER_SECOND HOT_BYTES NANOS}: lets each write for so long, at times that follow
 *       from the rate; answers with the writes of each since its birth
 *   <li>{@code own}: answers with the bytes that are a clone's own, mean
 * </ul>
 */
public final class DivergenceMain {

    /** Writes are handed over in parts of this length: one entry into each guest for each. */
    private static final long PART_NANOS = 5_000_000L;

    private static final double NANOS_PER_SECOND = 1e9;

    private final LaunchingJvm jvm;
    private final MonotonicClock clock;
    private final List<Instance> clones = new ArrayList<>();
    private Random random = new Random(0);
    private long written;
    private double due;

    private DivergenceMain(LaunchingJvm jvm) {
        this.jvm = jvm;
        this.clock = jvm.clock();
    }

    public static void main(String[] arguments) throws IOException {
        try (LaunchingJvm jvm = LaunchingJvm.open()) {
            DivergenceMain divergence = new DivergenceMain(jvm);
            try {
                CommandLoop.serve(divergence::answer);
            } finally {
                divergence.endAll();
            }
        }
    }

    private String answer(String[] words) {
        return switch (words[0]) {
            case "image" -> {
                jvm.prepare(0).close();
                yield "made";
            }
            case "clone" -> {
                random = new Random(Long.parseLong(words[2]));
                yield Long.toString(launch(Integer.parseInt(words[1])));
            }
            case "write" -> {
                write(
                        Double.parseDouble(words[1]),
                        Long.parseLong(words[2]),
                        Long.parseLong(words[3]));
                yield Long.toString(written);
            }
            case "own" ->
                    Double.toString(
                            clones.stream()
                                    .mapToLong(one -> diverging(one).ownBytes())
                                    .average()
                                    .orElse(0));
            default -> throw new LaunchException("command", "unknown: " + words[0], "", null);
        };
    }

    private long launch(int count) {
        long writable = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Launch launch = jvm.prepare(0);
            try {
                Instance instance = launch.start();
                clones.add(instance);
                instance.awaitReady();
                instance.afterReady();
            } catch (LaunchException e) {
                launch.close();
                throw e;
            }
            writable = Math.min(writable, diverging(clones.get(i)).writableBytes());
        }
        return writable;
    }

    /** Each clone's writes of a part are due at its end; a late part delays no later one. */
    private void write(double perSecond, long hotBytes, long nanos) {
        long beginNanos = clock.nanos();
        for (long part = PART_NANOS; part <= nanos; part += PART_NANOS) {
            long atNanos = beginNanos + part;
            for (long left = atNanos - clock.nanos(); left > 0; left = atNanos - clock.nanos()) {
                LockSupport.parkNanos(left);
            }
            due += perSecond * PART_NANOS / NANOS_PER_SECOND;
            long now = (long) due - written;
            if (now > 0) {
                clones.forEach(one -> diverging(one).write(now, hotBytes, random.nextLong() | 1));
                written += now;
            }
        }
    }

    private static Diverging diverging(Instance instance) {
        return instance.diverging()
                .orElseThrow(
                        () ->
                                new LaunchException(
                                        "write", "the instance is no clone of an image", "", null));
    }

    private void endAll() {
        clones.forEach(Instance::close);
    }
}
