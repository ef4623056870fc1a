package tare.harness.backend.program;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Instance;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Stages;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Child;
import tare.harness.linux.Ended;
import tare.harness.linux.NativeException;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;

/** An instance that a runtime has started; the runtime's own process may wait beside it. */
final class ProgramInstance implements Instance {

    /** A probe ends at once when its control closes; its runtime then clears up. */
    private static final long END_NANOS = 20_000_000_000L;

    private final Driver driver;
    private final Recipe recipe;
    private final ProbeProcess process;
    private final Runs runs;
    private final Errors errors;
    private final List<Journal.Entry> entries;
    private @Nullable Child starter;

    /**
     * @param entries of the journal: the runtime's process, the probe's, then the others
     */
    ProgramInstance(
            Driver driver,
            Recipe recipe,
            ProbeProcess process,
            Runs runs,
            Errors errors,
            @Nullable Child starter,
            List<Journal.Entry> entries) {
        this.driver = driver;
        this.recipe = recipe;
        this.process = process;
        this.runs = runs;
        this.errors = errors;
        this.starter = starter;
        this.entries = entries;
    }

    @Override
    public void awaitReady() {
        try {
            process.awaitReadyBeside();
        } catch (LaunchException e) {
            LaunchException explained = Explanation.of(e, driver, errors);
            process.hangUp();
            finish(true, explained);
            throw explained;
        }
    }

    @Override
    public void afterReady() {
        process.readCpu();
        reapStarter();
        hostPid()
                .ifPresent(
                        pid ->
                                ProcessIdentity.of(pid)
                                        .ifPresent(
                                                id ->
                                                        entries.get(1)
                                                                .update(
                                                                        new Resource.RunningProcess(
                                                                                recipe.name(),
                                                                                id.pid(),
                                                                                id.startTicks()))));
    }

    @Override
    public boolean ping() {
        return process.ping();
    }

    @Override
    public OptionalInt hostPid() {
        return recipe.hostPid().get();
    }

    @Override
    public Stages stages() {
        return process.stages();
    }

    @Override
    public void close() {
        if (process.stopping()) {
            return;
        }
        LaunchException failure =
                new LaunchException("stop", "the runtime did not clear up", "tare clean", null);
        OptionalInt probe = recipe.second().isPresent() ? hostPid() : OptionalInt.empty();
        process.hangUp();
        boolean ended = probe.isEmpty() || awaitEnd(probe.getAsInt());
        Optional<Ended> end = process.awaitEnd(END_NANOS);
        reapStarter();
        if (ended && end.isPresent() && recipe.last().isPresent()) {
            Ended last = runs.run(recipe.last().get());
            process.addChildCpu(last.cpuNanos());
            ended = last.succeeded();
        }
        if (finish(!ended || end.isEmpty(), failure)) {
            return;
        }
        throw Explanation.of(failure, driver, errors);
    }

    /**
     * Waits for the end of a process that is nobody's child, or init's.
     *
     * @return whether it has ended
     */
    private static boolean awaitEnd(int pid) {
        try (Pidfd handle = Pidfd.open(new tare.harness.linux.Kernel(), pid).orElse(null)) {
            return handle == null || handle.awaitExit(END_NANOS);
        }
    }

    private void reapStarter() {
        Child known = starter;
        starter = null;
        if (known != null) {
            try (known) {
                process.addChildCpu(Runs.end(known, "start").cpuNanos());
            }
        }
    }

    /**
     * Takes away what is left and frees everything.
     *
     * @param kill whether the runtime's process is to be killed first
     * @param failure what could not be taken away is added to it
     * @return whether nothing is left
     */
    private boolean finish(boolean kill, LaunchException failure) {
        try {
            if (kill) {
                process.kill();
                reapStarter();
            }
            recipe.sweep().run();
            process.stopped();
            entries.forEach(Journal.Entry::done);
            return true;
        } catch (IOException | NativeException | LaunchException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            failure.addSuppressed(e);
            return false;
        } finally {
            process.release();
            runs.close();
            errors.close();
        }
    }
}
