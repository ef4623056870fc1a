package tare.harness.fork;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Rung;
import tare.harness.backend.Rung.Way;

/**
 * A JVM that climbs the rungs of a backend's ladder in turns, so that drift falls on all alike. Its
 * one command, {@code climb TURNS SEED}, writes {@link RungSamples} to the file that the driver
 * reads. A backend without a ladder has one rung, which is all of it.
 */
public final class LadderMain {

    /** The layer of a backend that is not taken apart. */
    public static final String WHOLE = "whole";

    private final LaunchingJvm jvm;
    private final List<Rung> rungs;
    private int climbs;

    private LadderMain(LaunchingJvm jvm) {
        this.jvm = jvm;
        List<Rung> own = jvm.backend().ladder();
        rungs = own.isEmpty() ? List.of(Rung.of(Way.FORWARD, List.of(WHOLE), jvm.backend())) : own;
    }

    public static void main(String[] arguments) throws IOException {
        try (LaunchingJvm jvm = LaunchingJvm.open()) {
            LadderMain ladder = new LadderMain(jvm);
            CommandLoop.serve(ladder::answer);
        }
    }

    /** Where the JVM puts its samples. */
    public static Path file(ForkSettings settings) {
        return settings.scratchDirectory().resolve(settings.name() + ".rungs");
    }

    private String answer(String[] words) throws IOException {
        if (!words[0].equals("climb") || words.length != 3) {
            throw new LaunchException("command", "unknown: " + words[0], "", null);
        }
        @Nullable LaunchException[] failures = new LaunchException[rungs.size()];
        warmUp(failures);
        int turns = Integer.parseInt(words[1]);
        Random random = new Random(Long.parseLong(words[2]));
        long[][] nanos = new long[rungs.size()][turns];
        List<Integer> order = new ArrayList<>(IntStream.range(0, rungs.size()).boxed().toList());
        for (int turn = 0; turn < turns; turn++) {
            Collections.shuffle(order, random);
            for (int rung : order) {
                nanos[rung][turn] = climb(rung, failures);
            }
        }
        List<RungSamples> samples = new ArrayList<>();
        for (int i = 0; i < rungs.size(); i++) {
            samples.add(samples(rungs.get(i), nanos[i], failures[i]));
        }
        RungSamples.write(file(jvm.settings()), samples);
        return "climbed";
    }

    private static RungSamples samples(Rung rung, long[] nanos, @Nullable LaunchException failure) {
        return new RungSamples(
                rung.way(),
                rung.layers(),
                rung.key(),
                Arrays.stream(nanos).filter(value -> value > 0).toArray(),
                failure == null ? "" : Objects.toString(failure.getMessage(), ""),
                failure == null ? "" : failure.remedy());
    }

    /** The rungs share their path: all of them together compile it. */
    private void warmUp(@Nullable LaunchException[] failures) {
        ForkSettings settings = jvm.settings();
        long end = jvm.clock().nanos() + settings.warmupNanos();
        for (int i = 0; i < settings.warmupLaunches() && jvm.clock().nanos() < end; i++) {
            climb(i % rungs.size(), failures);
        }
    }

    /** What it took; 0 if it could not be climbed, now or before. */
    private long climb(int rung, @Nullable LaunchException[] failures) {
        if (failures[rung] != null) {
            return 0;
        }
        try {
            return rungs.get(rung).climb().nanos(jvm.session().spec("x" + climbs++));
        } catch (LaunchException e) {
            failures[rung] = e;
            return 0;
        }
    }
}
