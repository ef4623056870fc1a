package tare.harness.backend.program;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.linux.Ended;
import tare.harness.linux.NativeException;
import tare.harness.linux.SyscallTape;

/**
 * Stages: channel, clone and execve of the runtime; where it splits making and starting, its end
 * and the second program. Undone: channel, programs, and by the recipe's sweep what the runtime
 * left.
 */
final class ProgramLaunch implements Launch {

    private static final String REMEDY = "close what holds files or memory: ulimit -n, free";

    /** A program that closes a connection because it ends is gone by then. */
    private static final long ENDING_NANOS = 50_000_000;

    private final Driver driver;
    private final Recipe recipe;
    private final ProbeLauncher launcher;
    private final InstanceSpec spec;
    private final Belongings belongings;
    private final Errors errors;
    private final Runs runs;
    private final ProbeTape first;
    private final @Nullable ProbeTape second;
    private final ProbeProcess process;
    private final Duration patience;
    private boolean over;

    /**
     * @param patience how long each step of an instance's end may take
     */
    ProgramLaunch(
            Driver driver,
            BackendContext context,
            ProbeLauncher launcher,
            InstanceSpec spec,
            Duration patience) {
        this.driver = driver;
        this.launcher = launcher;
        this.spec = spec;
        this.patience = patience;
        String name = launcher.token(spec);
        // Before anything is made.
        InstanceRoot root = InstanceRoot.planned(context.directory(), spec, name);
        belongings = new Belongings(launcher.kernel(), context.journal(), name, root);
        try {
            recipe = driver.recipe(spec, name);
            belongings.sweepBy(recipe.sweep());
            recipe.channel().ifPresent(channel -> belongings.hold(channel::close));
            recipe.steering().ifPresent(steering -> belongings.hold(steering::close));
            errors = new Errors(launcher.kernel(), name);
            belongings.hold(errors::close);
            runs = new Runs(launcher, spec, errors, recipe.setting(), patience);
            belongings.hold(runs::close);
            first = launcher.tape(spec, errors.descriptor());
            belongings.hold(first.tape()::close);
            runs.finish(first, recipe.first());
            second = recipe.second().map(runs::tape).orElse(null);
            if (second != null) {
                belongings.hold(second.tape()::close);
            }
            process =
                    recipe.channel()
                            .map(channel -> new ProbeProcess(launcher, spec, channel))
                            .orElseGet(() -> new ProbeProcess(launcher, spec));
            belongings.hold(process::release);
        } catch (RuntimeException e) {
            throw abandoned(e);
        }
    }

    /** What was made is taken away again: nothing was started. */
    private RuntimeException abandoned(RuntimeException cause) {
        // First, so that there are descriptors for the rest.
        belongings.free();
        LaunchException stays = null;
        try {
            belongings.sweep();
            belongings.gone();
        } catch (LaunchException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            cause.addSuppressed(e);
            stays = e;
        }
        if (!(cause instanceof NativeException || cause instanceof UncheckedIOException)) {
            return cause;
        }
        String why = String.valueOf(cause.getMessage());
        return stays == null
                ? new LaunchException("prepare", why, REMEDY, cause)
                : new LaunchException(
                        "prepare",
                        why + "; something is left: " + stays.getMessage(),
                        "tare clean",
                        cause);
    }

    /** For tests that make a step fail. */
    SyscallTape tape() {
        return first.tape();
    }

    @Override
    public ProgramInstance start() {
        over = true;
        try {
            launcher.start(first, process, spec);
            if (second != null) {
                Ended made = process.awaitCreated();
                if (!made.succeeded()) {
                    throw new LaunchException(
                            "create", "the runtime failed: " + made.describe(), "", null);
                }
                process.follow(runs.play(second, process.deadlineNanos()));
            }
            recipe.steering().ifPresent(this::steer);
        } catch (LaunchException e) {
            throw undone(e);
        }
        first.tape().close();
        if (second != null) {
            second.tape().close();
        }
        return new ProgramInstance(driver, recipe, process, runs, errors, belongings, patience);
    }

    private void steer(Steering steering) {
        try {
            steering.steer(process.descriptor(), process.deadlineNanos());
        } catch (LaunchException e) {
            // A program that has ended is the reason of whatever else went wrong.
            String why =
                    process.awaitEnd(ENDING_NANOS)
                            .map(end -> e.why() + "; it ended: " + end.describe())
                            .orElse(e.why());
            throw new LaunchException(e.step(), why, e.remedy(), e);
        }
        process.entered();
    }

    /** Takes away what was made; the failure, with what the runtime said. */
    private LaunchException undone(LaunchException cause) {
        try {
            String words = Explanation.words(recipe, errors);
            List<RuntimeException> stays = belongings.destroy(process);
            return Explanation.of(cause, driver, recipe, words, stays);
        } finally {
            belongings.free();
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            try {
                belongings.sweep();
                belongings.gone();
            } finally {
                belongings.free();
            }
        }
    }
}
