package tare.harness.backend.program;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.NativeException;

/**
 * All that one launch has: on the host, where the journal lists it until it is gone, and in this
 * process, where it is freed whatever became of the rest. Used by one thread at a time.
 */
final class Belongings {

    private final Kernel kernel;
    private final String name;
    private final List<Journal.Entry> entries = new ArrayList<>();
    private final Journal.Entry probe;
    private final InstanceRoot root;
    private final Deque<Runnable> held = new ArrayDeque<>();
    private Recipe.Sweep sweep = () -> {};

    /**
     * Writes down what will be made: the cleaner finds by the name what has no pid yet.
     *
     * @param root planned; the driver may not make it
     */
    Belongings(Kernel kernel, Journal journal, String name, InstanceRoot root) {
        this.kernel = kernel;
        this.name = name;
        this.root = root;
        entries.add(journal.intend(new Resource.RunningProcess(name, 0, 0)));
        probe = journal.intend(new Resource.RunningProcess(name, 0, 0));
        entries.add(probe);
        entries.add(journal.intend(new Resource.CgroupsNamed(name)));
        if (root.own()) {
            entries.add(journal.intend(new Resource.Directory(root.directory())));
        }
    }

    /** The journal's entry that learns the probe's pid. */
    Journal.Entry probe() {
        return probe;
    }

    /** Something that is to be freed at the end; the last first. */
    void hold(Runnable free) {
        held.push(free);
    }

    /** How to take away what the runtime leaves. */
    void sweepBy(Recipe.Sweep how) {
        sweep = how;
    }

    /**
     * Takes away what an orderly end has left.
     *
     * @throws LaunchException if something stays
     */
    void sweep() {
        try {
            sweep.run();
            root.remove();
        } catch (IOException | UncheckedIOException e) {
            throw new LaunchException("sweep", reason(e), "tare clean", e);
        }
    }

    /**
     * Kills what still carries the instance's name.
     *
     * @return how many processes that were
     * @throws LaunchException if one does not die
     */
    int killStragglers() {
        try {
            return MarkedProcesses.kill(kernel, name);
        } catch (IOException e) {
            throw new LaunchException("kill", reason(e), "tare clean", e);
        }
    }

    /**
     * Kills everything of the instance and takes away what it has left; each step whether or not
     * the one before it worked.
     *
     * @return what went wrong; if nothing did, nothing is left, and the journal is told so
     */
    List<RuntimeException> destroy(ProbeProcess process) {
        List<RuntimeException> wrong = new ArrayList<>();
        // Before the runtime itself: what it has started is known to be its own while it lives.
        attempt(wrong, this::killStragglers);
        attempt(wrong, process::kill);
        attempt(wrong, this::sweep);
        if (wrong.isEmpty()) {
            process.stopped();
            gone();
        }
        return wrong;
    }

    private static void attempt(List<RuntimeException> wrong, Runnable step) {
        try {
            step.run();
        } catch (LaunchException | NativeException e) {
            wrong.add(e);
        }
    }

    /** Nothing is left on the host. */
    void gone() {
        entries.forEach(Journal.Entry::done);
    }

    /** Frees what this process holds; idempotent. */
    void free() {
        while (!held.isEmpty()) {
            held.pop().run();
        }
    }

    private static String reason(Exception e) {
        Throwable at = e instanceof UncheckedIOException && e.getCause() != null ? e.getCause() : e;
        return at.getClass().getSimpleName() + ": " + at.getMessage();
    }
}
