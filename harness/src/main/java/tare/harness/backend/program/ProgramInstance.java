package tare.harness.backend.program;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tare.harness.backend.Instance;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Layers;
import tare.harness.backend.Line;
import tare.harness.backend.Stages;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.journal.Resource;
import tare.harness.linux.Ended;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ProcessIdentity;

/** An instance that a runtime has started; the runtime's own process may wait beside it. */
final class ProgramInstance implements Instance {

    /** What was a moment ago somebody's child may take so long to let go of the channel. */
    private static final long LINGERING_NANOS = 1_000_000_000L;

    private final Driver driver;
    private final Recipe recipe;
    private final ProbeProcess process;
    private final Runs runs;
    private final Errors errors;
    private final Belongings belongings;
    private final Duration patience;
    private Layers layers = Layers.NONE;

    ProgramInstance(
            Driver driver,
            Recipe recipe,
            ProbeProcess process,
            Runs runs,
            Errors errors,
            Belongings belongings,
            Duration patience) {
        this.driver = driver;
        this.recipe = recipe;
        this.process = process;
        this.runs = runs;
        this.errors = errors;
        this.belongings = belongings;
        this.patience = patience;
    }

    @Override
    public void awaitReady() {
        attempt("ready byte", this::follow);
    }

    private void follow() {
        recipe.steering()
                .ifPresent(s -> s.follow(process.readyDescriptor(), process.deadlineNanos()));
        process.awaitReadyBeside();
    }

    @Override
    public void afterReady() {
        process.readCpu();
        attempt("ready byte", this::prove);
        hostPid()
                .ifPresent(
                        pid ->
                                ProcessIdentity.of(pid)
                                        .ifPresent(
                                                id ->
                                                        belongings
                                                                .probe()
                                                                .update(
                                                                        new Resource.RunningProcess(
                                                                                recipe.name(),
                                                                                id.pid(),
                                                                                id.startTicks()))));
    }

    /** Whoever wrote the byte: only a probe answers, and only a good runtime ends well. */
    private void prove() {
        boolean split = recipe.second().isPresent();
        Ended end = process.awaitEnd(split ? patience.toNanos() : 0).orElse(null);
        if (split && end == null) {
            throw new LaunchException(
                    "start", "the byte came, but the runtime does not end", "", null);
        }
        if (end != null && !end.succeeded()) {
            throw new LaunchException(
                    "start", "the byte came, but the runtime failed: " + end.describe(), "", null);
        }
        if (!process.ping()) {
            throw new LaunchException(
                    "ready byte", "it came, but no probe answers: the runtime wrote it", "", null);
        }
    }

    @Override
    public boolean ping() {
        return process.ping();
    }

    @Override
    public Optional<Line> line() {
        return process.line();
    }

    @Override
    public Optional<InetSocketAddress> forwarded() {
        return recipe.steering().flatMap(Steering::forwarded);
    }

    @Override
    public Optional<String> obituary() {
        return process.obituary().map(this::obituary);
    }

    /**
     * Where a runtime waits beside the program its end is the program's; else it ended long ago.
     */
    private String obituary(String runtimesEnd) {
        boolean beside = recipe.second().isEmpty() && recipe.last().isEmpty();
        String words = Explanation.words(recipe, errors);
        return (beside ? runtimesEnd : "its first process has ended")
                + driver.aboutMemory(recipe.name())
                + (words.isEmpty() ? "" : "; it said: " + words);
    }

    @Override
    public OptionalInt hostPid() {
        return recipe.hostPid().apply(process.pid());
    }

    @Override
    public Stages stages() {
        return process.stages();
    }

    @Override
    public Layers layers() {
        return layers;
    }

    @Override
    public void close() {
        if (process.stopping()) {
            return;
        }
        attempt("stop", this::end);
        belongings.free();
    }

    /** Everything ends by itself, in order. */
    private void end() {
        // What comes last needs the probe's end, which its runtime does not wait for.
        OptionalInt probe = recipe.last().isEmpty() ? OptionalInt.empty() : hostPid();
        process.hangUp();
        switch (driver.ending()) {
            case BY_ITSELF -> {}
            case CHILDREN_KILLED -> process.killChildren();
            case KILLED -> process.killFirst();
        }
        if (probe.isPresent() && !awaitEnd(probe.getAsInt())) {
            throw new LaunchException("stop", "the probe does not end", "", null);
        }
        if (process.awaitEnd(patience.toNanos()).isEmpty()) {
            throw new LaunchException("stop", "the runtime does not end", "", null);
        }
        for (Command command : recipe.last()) {
            Ended last = runs.run(command, "delete");
            process.addChildCpu(last.cpuNanos());
            if (!last.succeeded()) {
                throw new LaunchException(
                        "delete", "the runtime failed: " + last.describe(), "", null);
            }
        }
        belongings.sweep();
        process.stopped();
        // From here on nothing is measured.
        if (process.lingers(LINGERING_NANOS)) {
            int killed = belongings.killStragglers();
            if (killed > 0) {
                throw new LaunchException(
                        "stop", "the runtime left " + killed + " processes behind", "", null);
            }
        }
        belongings.gone();
        layers = recipe.layers().apply(process.stages());
    }

    /**
     * Waits for the end of a process that is nobody's child, or init's.
     *
     * @return whether it has ended
     */
    private boolean awaitEnd(int pid) {
        try (Pidfd handle = Pidfd.open(new Kernel(), pid).orElse(null)) {
            return handle == null || handle.awaitExit(patience.toNanos());
        }
    }

    /** Does a step; if it fails, ends the instance by force and tells all that is known. */
    private void attempt(String name, Runnable step) {
        try {
            step.run();
        } catch (LaunchException e) {
            throw ended(e);
        } catch (NativeException e) {
            throw ended(new LaunchException(name, String.valueOf(e.getMessage()), "", e));
        }
    }

    /** Ends the instance by force; the failure, with all that is known. Once only. */
    LaunchException ended(LaunchException cause) {
        try {
            if (!process.stopping()) {
                process.hangUp();
            }
            String words = Explanation.words(recipe, errors);
            List<RuntimeException> stays = belongings.destroy(process);
            return Explanation.of(cause, driver, recipe, words, stays);
        } finally {
            belongings.free();
        }
    }
}
