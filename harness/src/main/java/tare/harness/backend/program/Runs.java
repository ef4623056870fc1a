package tare.harness.backend.program;

import java.time.Duration;
import java.util.function.Consumer;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Child;
import tare.harness.linux.Ended;
import tare.harness.linux.NativeException;

/**
 * Runs a runtime's further commands for one instance: nothing on descriptors 0 and 1, descriptor 2
 * as for the first. Used by one thread at a time.
 */
final class Runs implements AutoCloseable {

    /** To take away an instance whose probe has ended. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ProbeLauncher launcher;
    private final InstanceSpec spec;
    private final Errors errors;
    private final Consumer<ProbeTape> setting;
    private final int nothing;
    private boolean open = true;

    Runs(ProbeLauncher launcher, InstanceSpec spec, Errors errors, Consumer<ProbeTape> setting) {
        this.setting = setting;
        this.launcher = launcher;
        this.spec = spec;
        this.errors = errors;
        this.nothing = launcher.openNothing();
    }

    /** Lays out the tape of a command. */
    ProbeTape tape(Command command) {
        ProbeTape tape = launcher.tape(spec, errors.descriptor());
        tape.pipes(nothing, nothing);
        finish(tape, command);
        return tape;
    }

    /** Adds what comes after the descriptors: the recipe's own steps, then the program. */
    void finish(ProbeTape tape, Command command) {
        setting.accept(tape);
        tape.resetSignals();
        tape.execute(command.program(), command.vector(), command.environment());
    }

    /** Starts a command; its end is the caller's to wait for. */
    Child play(ProbeTape tape, long deadlineNanos) {
        return launcher.play(tape, deadlineNanos);
    }

    /**
     * Runs a command to its end.
     *
     * @return how it ended
     * @throws LaunchException if it does not end in time; it is then killed
     */
    Ended run(Command command) {
        ProbeTape tape = tape(command);
        try (Child child = play(tape, launcher.clock().nanos() + PATIENCE.toNanos())) {
            return end(child, command.toString());
        } finally {
            tape.tape().close();
        }
    }

    /** Waits for a command's end, and kills it if that takes too long. */
    static Ended end(Child child, String what) {
        try {
            return child.reap(PATIENCE.toNanos());
        } catch (NativeException e) {
            child.kill();
            child.reap(PATIENCE.toNanos());
            throw new LaunchException(
                    what, "not done within " + PATIENCE.toSeconds() + " s", "tare clean", e);
        }
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            launcher.kernel().close(nothing);
        }
    }
}
