package tare.harness.backend.libvirt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import tare.harness.backend.BackendContext;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.StageTimes;
import tare.harness.backend.probe.Fifos;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Leavings;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Errno;
import tare.harness.linux.NativeException;
import tare.harness.linux.Poller;

/**
 * Stages: the FIFOs are opened, the domain is asked for; created is libvirt's answer, or the byte
 * if that comes first. Undone: the domain, its processes, its control groups, its directory.
 */
final class LibvirtLaunch implements Launch {

    private final ProbeLauncher launcher;
    private final LibvirtService service;
    private final InstanceSpec spec;
    private final LibvirtInstance.Made made;
    private String text;
    private boolean over;

    /**
     * Where an instance's files lie.
     *
     * @param fifos directory of the channel
     * @param line the same as QEMU names pipes: {@code .in} and {@code .out} are added
     * @param console takes what a kernel says
     */
    record Places(Path fifos, Path line, Path console) {}

    LibvirtLaunch(
            BackendContext context,
            ProbeLauncher launcher,
            LibvirtService service,
            InstanceSpec spec,
            boolean container,
            Function<Places, String> describing) {
        this.launcher = launcher;
        this.service = service;
        this.spec = spec;
        String name = launcher.token(spec);
        Journal.Entry process = context.journal().intend(new Resource.RunningProcess(name, 0, 0));
        Journal.Entry groups = context.journal().intend(new Resource.CgroupsNamed(name));
        Path directory = context.directory().toAbsolutePath().resolve(name);
        List<Journal.Entry> entries = List.of(process, groups);
        try {
            made = make(launcher, service, name, directory, container, entries);
        } catch (IOException | NativeException e) {
            throw unmade(e, directory, entries);
        }
        text =
                describing.apply(
                        new Places(
                                made.fifos().directory(),
                                directory.resolve("line"),
                                made.console()));
    }

    private static LibvirtInstance.Made make(
            ProbeLauncher launcher,
            LibvirtService service,
            String name,
            Path directory,
            boolean container,
            List<Journal.Entry> entries)
            throws IOException {
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path inside = directory.resolve("t");
        Fifos fifos =
                container
                        ? Fifos.in(launcher.kernel(), inside)
                        : Fifos.toTerminal(launcher.kernel(), inside);
        // As QEMU names the two ways of a pipe.
        Files.createSymbolicLink(directory.resolve("line.in"), fifos.controlFile());
        Files.createSymbolicLink(directory.resolve("line.out"), fifos.readyFile());
        return new LibvirtInstance.Made(
                name,
                directory,
                fifos,
                new Creation(launcher.kernel(), launcher.clock(), service.connection()),
                new StageTimes(launcher.clock(), launcher.kernel()),
                new Poller(launcher.kernel()),
                entries);
    }

    private static LaunchException unmade(
            Exception cause, Path directory, List<Journal.Entry> entries) {
        LaunchException failure =
                new LaunchException(
                        "make FIFOs", String.valueOf(cause), "free space or descriptors", cause);
        try {
            Leavings.remove(directory);
            entries.forEach(Journal.Entry::done);
        } catch (IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            failure.addSuppressed(e);
        }
        return failure;
    }

    /** For tests that make a step fail. */
    void describe(String other) {
        text = other;
    }

    @Override
    public LibvirtInstance start() {
        if (over) {
            throw new IllegalStateException("a launch starts once");
        }
        over = true;
        made.times().start();
        try {
            made.fifos().open();
            made.creation().make(text);
            if (awaitCreated()) {
                made.times().ready();
                made.times().created(made.times().readyNanos());
            } else {
                made.times().created(made.creation().answeredNanos());
            }
        } catch (NativeException e) {
            throw undone(new LaunchException(e.call(), Errno.describe(e.errno()), "", e));
        } catch (LaunchException e) {
            throw undone(e);
        }
        return new LibvirtInstance(launcher, service, spec, made);
    }

    /**
     * Waits for libvirt's answer or the byte.
     *
     * @return whether the byte came first; it has been taken
     */
    private boolean awaitCreated() {
        long left = Math.max(0, made.times().leftNanos(spec.deadline()));
        int events = made.poller().await(made.fifos().ready(), made.creation().descriptor(), left);
        if (events == 0) {
            throw new LaunchException(
                    "create domain",
                    "no answer within " + spec.deadline().toMillis() + " ms",
                    "",
                    null);
        }
        if (events != Poller.OTHER && (events & Poller.POLLIN) != 0) {
            if (!made.fifos().take()) {
                throw LibvirtInstance.strange();
            }
            return true;
        }
        // Its own failure says more than a channel that was closed.
        made.creation().await(Duration.ofNanos(left));
        return false;
    }

    private LaunchException undone(LaunchException cause) {
        LaunchException explained = service.explained(cause);
        try {
            service.clear(made.name(), made.creation());
            free();
        } catch (LaunchException | IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            explained.addSuppressed(e);
        }
        return explained;
    }

    private void free() throws IOException {
        made.release();
        Leavings.remove(made.directory());
        made.entries().forEach(Journal.Entry::done);
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            try {
                free();
            } catch (IOException e) {
                throw new LaunchException("undo", String.valueOf(e.getMessage()), "tare clean", e);
            }
        }
    }
}
