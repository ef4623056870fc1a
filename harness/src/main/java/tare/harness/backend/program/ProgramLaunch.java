package tare.harness.backend.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Child;
import tare.harness.linux.Ended;
import tare.harness.linux.SyscallTape;

/**
 * Stages: channel, clone and execve of the runtime; where it splits making and starting, its end
 * and the second program. Undone: channel, programs, and by the recipe's sweep what the runtime
 * left.
 */
final class ProgramLaunch implements Launch {

    private final Driver driver;
    private final Recipe recipe;
    private final ProbeLauncher launcher;
    private final InstanceSpec spec;
    private final Errors errors;
    private final Runs runs;
    private final ProbeTape first;
    private final @Nullable ProbeTape second;
    private final ProbeProcess process;
    private final List<Journal.Entry> entries = new ArrayList<>();
    private boolean over;

    ProgramLaunch(
            Driver driver, BackendContext context, ProbeLauncher launcher, InstanceSpec spec) {
        this.driver = driver;
        this.launcher = launcher;
        this.spec = spec;
        // Before anything is made: the cleaner finds by these words what has no pid yet.
        String name = launcher.token(spec);
        entries.add(context.journal().intend(new Resource.RunningProcess(name, 0, 0)));
        entries.add(context.journal().intend(new Resource.RunningProcess(name, 0, 0)));
        entries.add(context.journal().intend(new Resource.CgroupsNamed(name)));
        try {
            recipe = driver.recipe(spec, name);
        } catch (LaunchException e) {
            entries.forEach(Journal.Entry::done);
            throw e;
        }
        errors = new Errors(launcher.kernel(), name);
        runs = new Runs(launcher, spec, errors, recipe.setting());
        first = launcher.tape(spec, errors.descriptor());
        runs.finish(first, recipe.first());
        second = recipe.second().map(runs::tape).orElse(null);
        process =
                recipe.channel()
                        .map(channel -> new ProbeProcess(launcher, spec, channel))
                        .orElseGet(() -> new ProbeProcess(launcher, spec));
    }

    /** For tests that make a step fail. */
    SyscallTape tape() {
        return first.tape();
    }

    @Override
    public Instance start() {
        Child starter = null;
        try {
            launcher.start(first, process, spec);
            if (second != null) {
                Ended made = process.awaitCreated();
                if (!made.succeeded()) {
                    throw new LaunchException(
                            "create", "the runtime ended with " + made.describe(), "", null);
                }
                starter = runs.play(second, process.deadlineNanos());
            }
        } catch (LaunchException e) {
            throw undone(e);
        }
        over = true;
        free();
        return new ProgramInstance(driver, recipe, process, runs, errors, starter, entries);
    }

    /** Takes away what was made; the failure, with what the runtime said. */
    private LaunchException undone(LaunchException cause) {
        LaunchException explained = Explanation.of(cause, driver, errors);
        over = true;
        try {
            process.kill();
            recipe.sweep().run();
            entries.forEach(Journal.Entry::done);
        } catch (IOException | RuntimeException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            explained.addSuppressed(e);
        }
        process.release();
        runs.close();
        errors.close();
        free();
        return explained;
    }

    private void free() {
        first.tape().close();
        if (second != null) {
            second.tape().close();
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            try {
                recipe.sweep().run();
            } catch (IOException e) {
                throw new LaunchException("undo", String.valueOf(e.getMessage()), "tare clean", e);
            } finally {
                process.release();
                runs.close();
                errors.close();
                free();
            }
            entries.forEach(Journal.Entry::done);
        }
    }
}
