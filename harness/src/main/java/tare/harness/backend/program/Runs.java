package tare.harness.backend.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Child;
import tare.harness.linux.Ended;

/**
 * Runs a runtime's further commands for one instance: nothing on descriptors 0 and 1, descriptor 2
 * as for the first. Used by one thread at a time.
 */
final class Runs implements AutoCloseable {

    /** Names the instance in the environment of all that is started for it. */
    private static final String MARK = "TARE_INSTANCE=";

    /** A killed process ends as soon as the kernel lets go of it. */
    private static final long DEATH_NANOS = 10_000_000_000L;

    private final ProbeLauncher launcher;
    private final InstanceSpec spec;
    private final Errors errors;
    private final Consumer<ProbeTape> setting;
    private final Duration patience;
    private final int nothing;
    private boolean open = true;

    /**
     * @param patience how long a command may take that is run to its end
     */
    Runs(
            ProbeLauncher launcher,
            InstanceSpec spec,
            Errors errors,
            Consumer<ProbeTape> setting,
            Duration patience) {
        this.setting = setting;
        this.patience = patience;
        this.launcher = launcher;
        this.spec = spec;
        this.errors = errors;
        this.nothing = launcher.openNothing();
    }

    /** Lays out the tape of a command. */
    ProbeTape tape(Command command) {
        return tape(command, nothing);
    }

    private ProbeTape tape(Command command, int output) {
        ProbeTape tape = launcher.tape(spec, errors.descriptor());
        tape.pipes(nothing, output);
        finish(tape, command);
        return tape;
    }

    /** Adds what comes after the descriptors: the recipe's own steps, then the program. */
    void finish(ProbeTape tape, Command command) {
        setting.accept(tape);
        tape.resetSignals();
        tape.execute(
                command.program(), command.vector(), environment(command, launcher.token(spec)));
    }

    /** The command's own, and the mark of the instance. */
    static List<String> environment(Command command, String name) {
        List<String> environment = new ArrayList<>(command.environment());
        environment.add(MARK + name);
        return environment;
    }

    /** Starts a command; its end is the caller's to wait for. */
    Child play(ProbeTape tape, long deadlineNanos) {
        return launcher.play(tape, deadlineNanos);
    }

    /**
     * Runs a command to its end.
     *
     * @param step for messages, for example {@code delete}
     * @return how it ended
     * @throws LaunchException if it does not end in time; it is then killed
     */
    Ended run(Command command, String step) {
        return run(tape(command), step);
    }

    /** The same with descriptor 1 where descriptor 2 is. */
    Ended runHeard(Command command, String step) {
        return run(tape(command, errors.descriptor()), step);
    }

    private Ended run(ProbeTape tape, String step) {
        try (Child child = play(tape, launcher.clock().nanos() + patience.toNanos())) {
            return end(child, step);
        } finally {
            tape.tape().close();
        }
    }

    /** Waits for a command's end, and kills it if that takes too long. */
    private Ended end(Child child, String step) {
        if (!child.awaitExit(patience.toNanos())) {
            child.kill();
            child.reap(DEATH_NANOS);
            throw new LaunchException(
                    step,
                    "the runtime was not done within " + patience.toMillis() + " ms",
                    "",
                    null);
        }
        return child.reap(0);
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            launcher.kernel().close(nothing);
        }
    }
}
