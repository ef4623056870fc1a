package tare.harness.backend.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Child;
import tare.workloads.stamp.Stamp;

/**
 * What a recorder adds to each call of a shim or a runtime, found with a program whose own time is
 * small and steady: the probe with nothing on its descriptors, which ends at once.
 */
public final class RecorderCost {

    private static final int PAIRS = 25;
    private static final int WARM_UP = 5;
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final ProbeLauncher launcher;
    private final InstanceSpec spec;

    /**
     * @param spec where instances of the launcher run, there it is found
     */
    public RecorderCost(ProbeLauncher launcher, InstanceSpec spec) {
        this.launcher = launcher;
        this.spec = spec;
    }

    /**
     * Runs the program with the recorder and without, in turns.
     *
     * @param directory private, for the recorder and its log
     * @return the difference of the medians in nanoseconds; below 0 where noise is larger than it
     * @throws LaunchException if it cannot be run
     */
    public long nanos(Path directory, Path probe) {
        Path recorder = directory.resolve("recorder-of-probe");
        try {
            Path log = Files.createFile(directory.resolve("calls-of-probe"));
            Recorder.write(recorder, Stamp.image(log, probe));
        } catch (IOException e) {
            throw new LaunchException("write the recorder", String.valueOf(e), "", e);
        }
        long[] with = new long[PAIRS];
        long[] without = new long[PAIRS];
        int nothing = launcher.openNothing();
        try {
            for (int i = -WARM_UP; i < PAIRS; i++) {
                long recorded = run(recorder, nothing);
                long plain = run(probe, nothing);
                if (i >= 0) {
                    with[i] = recorded;
                    without[i] = plain;
                }
            }
        } finally {
            launcher.kernel().close(nothing);
        }
        return median(with) - median(without);
    }

    private long run(Path program, int nothing) {
        ProbeTape tape = launcher.tape(spec);
        try {
            tape.pipes(nothing, nothing);
            tape.resetSignals();
            tape.execute(program, List.of(program.toString()), List.of());
            long startNanos = launcher.clock().nanos();
            try (Child child = launcher.play(tape, startNanos + PATIENCE_NANOS)) {
                child.reap(PATIENCE_NANOS);
                return launcher.clock().nanos() - startNanos;
            }
        } finally {
            tape.tape().close();
        }
    }

    private static long median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }
}
