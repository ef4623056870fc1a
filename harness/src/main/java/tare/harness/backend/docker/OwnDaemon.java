package tare.harness.backend.docker;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.bundle.Groups;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.recorder.CallLog;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Child;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Pidfd;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;

/**
 * A dockerd of Tare's own. It and all that it starts are in control groups of its name, where they
 * are found and killed however they lie, and in a mount namespace of its own: what it mounts, and
 * what it writes below /run, /etc and /opt, the host never sees.
 */
final class OwnDaemon implements AutoCloseable {

    /** As which the runtime's recorder is known to the daemon. */
    static final String RECORDED = "tare";

    /** To be ready, and to end in order. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** Between two looks for its socket: its end is noticed at once. */
    private static final long LOOK_NANOS = 2_000_000L;

    private static final int SIGTERM = 15;

    private final Kernel kernel;
    private final String token;
    private final DaemonPlace place;
    private final Groups groups;
    private final List<Journal.Entry> entries;
    private final Child child;
    private boolean closed;

    private OwnDaemon(
            Kernel kernel,
            String token,
            DaemonPlace place,
            Groups groups,
            List<Journal.Entry> entries,
            Child child) {
        this.kernel = kernel;
        this.token = token;
        this.place = place;
        this.groups = groups;
        this.entries = entries;
        this.child = child;
    }

    /**
     * Starts it; returns when it can be connected to.
     *
     * @param spec of the first instance: the daemon works where instances do
     * @throws LaunchException if it cannot run here; nothing is left then
     */
    static OwnDaemon start(
            BackendContext context,
            ProbeLauncher launcher,
            DockerPrograms programs,
            String word,
            InstanceSpec spec) {
        String token = "tare-" + context.runId() + "-" + word + "-" + ProcessHandle.current().pid();
        DaemonPlace place = DaemonPlace.in(context.directory(), token);
        // All of it before anything is made: found by name, whatever it has come to.
        Journal journal = context.journal();
        List<Journal.Entry> entries =
                List.of(
                        journal.intend(new Resource.RunningProcess(token, 0, 0)),
                        journal.intend(new Resource.CgroupsNamed(token)),
                        journal.intend(new Resource.MountsBelow(place.directory())),
                        journal.intend(new Resource.Directory(place.directory())));
        try {
            Groups groups = Groups.read(launcher.kernel());
            place.make(programs);
            Child child = play(launcher, place, programs, spec, groups.path(token));
            OwnDaemon daemon =
                    new OwnDaemon(launcher.kernel(), token, place, groups, entries, child);
            daemon.awaitListening(launcher);
            return daemon;
        } catch (IOException e) {
            throw undone(
                    new LaunchException(
                            "start dockerd", String.valueOf(e), "free space there; run as root", e),
                    launcher.kernel(),
                    place,
                    entries);
        } catch (LaunchException e) {
            throw undone(e, launcher.kernel(), place, entries);
        }
    }

    private static LaunchException undone(
            LaunchException cause, Kernel kernel, DaemonPlace place, List<Journal.Entry> entries) {
        try {
            Groups.read(kernel).sweep(place.token());
            Leavings.remove(place.directory());
            entries.forEach(Journal.Entry::done);
        } catch (IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            cause.addSuppressed(e);
        }
        return cause;
    }

    private static Child play(
            ProbeLauncher launcher,
            DaemonPlace place,
            DockerPrograms programs,
            InstanceSpec spec,
            String group)
            throws IOException {
        // In the tree that charges memory, so that a footprint counts the shims.
        Path own =
                CgroupLayout.read()
                        .hierarchy(Controller.MEMORY)
                        .orElseThrow(() -> new IOException("no control groups limit memory here"))
                        .own()
                        .resolve(place.token())
                        .resolve("daemon");
        Files.createDirectories(own);
        int nothing = launcher.openNothing();
        int log = place.openLog(launcher.kernel());
        ProbeTape tape = launcher.tape(spec, log);
        try {
            tape.pipes(nothing, nothing);
            tape.write("join " + own, own.resolve("cgroup.procs"), "0");
            place.addMounts(tape.tape());
            tape.resetSignals();
            Command command = place.command(programs, group);
            tape.execute(command.program(), command.vector(), command.environment());
            return launcher.play(tape, launcher.clock().nanos() + PATIENCE_NANOS);
        } finally {
            tape.tape().close();
            launcher.kernel().close(nothing);
            launcher.kernel().close(log);
        }
    }

    private void awaitListening(ProbeLauncher launcher) {
        long deadlineNanos = launcher.clock().nanos() + PATIENCE_NANOS;
        DockerHost host = new DockerHost(uri(), true);
        try {
            while (!host.listens()) {
                if (child.awaitExit(LOOK_NANOS)) {
                    throw failure(child.reap(PATIENCE_NANOS).describe());
                }
                if (launcher.clock().nanos() > deadlineNanos) {
                    throw failure("not listening within " + PATIENCE_NANOS / 1_000_000_000L + " s");
                }
            }
        } catch (LaunchException e) {
            end(e);
            throw e;
        }
    }

    private LaunchException failure(String what) {
        String words = place.lastWords();
        return new LaunchException(
                "start dockerd",
                words.isEmpty() ? what : what + "; it said: " + words,
                DaemonPlace.remedy(words),
                null);
    }

    /** Where it listens. */
    URI uri() {
        return DockerHost.socket(place.socket());
    }

    /** When its shim and its runtime were called. */
    CallLog calls() {
        return place.recorder().log();
    }

    /** Private to it. */
    Path directory() {
        return place.directory();
    }

    /** Kills what is left of an instance, and removes its control groups. */
    void sweep(String name) throws IOException {
        groups.sweep(token + "/" + name);
    }

    /** Where an instance's control groups go. */
    String groupOf(String name) {
        return groups.path(token) + "/" + name;
    }

    /** How it ended, if it has, and what it said last. */
    Optional<String> ended() {
        if (!child.awaitExit(0)) {
            return Optional.empty();
        }
        String words = place.lastWords();
        return Optional.of(
                "Tare's own Docker daemon has ended"
                        + (words.isEmpty() ? "" : ", saying: " + words));
    }

    /** For tests that kill it. */
    int pid() {
        return child.pid();
    }

    /**
     * Ends it with all that it has started, and takes everything away. Idempotent.
     *
     * @throws LaunchException if something stays; it is in the journal
     */
    @Override
    public void close() {
        if (!closed) {
            LaunchException failure =
                    new LaunchException("end of dockerd", "something stays", "tare clean", null);
            if (!end(failure)) {
                throw failure;
            }
        }
    }

    /** Whether nothing is left; what stands in the way is added to the failure. */
    private boolean end(LaunchException failure) {
        closed = true;
        try (child) {
            terminate();
            // Shims and probes outlive a daemon that was killed.
            groups.sweep(token);
            Leavings.remove(place.directory());
            entries.forEach(Journal.Entry::done);
            return true;
        } catch (IOException | NativeException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            failure.addSuppressed(e);
            return false;
        }
    }

    private void terminate() {
        try (Pidfd handle = Pidfd.open(kernel, child.pid()).orElse(null)) {
            if (handle == null) {
                return; // reaped when it failed to start
            }
            handle.signal(SIGTERM);
            handle.awaitExit(PATIENCE_NANOS);
        }
        child.kill();
        child.reap(PATIENCE_NANOS);
    }
}
