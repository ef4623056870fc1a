package tare.harness.backend.libvirt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.BackendContext;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.Service;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.MarkedProcesses;

/**
 * A libvirtd of Tare's own. It and all that it starts are in a pid namespace whose first process
 * ends with it: however it ends, nothing outlives it. Used by one thread at a time.
 */
final class OwnDaemon implements AutoCloseable {

    static final String STEP = "start libvirtd";

    private static final Duration START = Duration.ofSeconds(30);

    /** Between two attempts to connect: its end is noticed at once. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    private final DaemonPlace place;
    private final ProbeLauncher launcher;
    private final Service service;
    private final Partition partition;
    private final List<Journal.Entry> entries;
    private @Nullable String end;

    private OwnDaemon(
            DaemonPlace place,
            ProbeLauncher launcher,
            Service service,
            Partition partition,
            List<Journal.Entry> entries) {
        this.place = place;
        this.launcher = launcher;
        this.service = service;
        this.partition = partition;
        this.entries = entries;
    }

    /**
     * Starts it; returns when it can be connected to.
     *
     * @param word unlike that of any other daemon of this process
     * @param drivers of libvirt's that it is to have
     * @param root whether it is the system's daemon or a session's
     * @throws LaunchException if it cannot run here; nothing is left then
     */
    static OwnDaemon start(
            BackendContext context,
            ProbeLauncher launcher,
            DaemonPlace.Programs programs,
            String word,
            List<Path> drivers,
            boolean root) {
        String token =
                "tare-" + context.runId() + "-virt-" + word + "-" + ProcessHandle.current().pid();
        DaemonPlace place = DaemonPlace.in(context.directory(), token, root);
        // All of it before anything is made: found by name, whatever it has come to.
        Journal journal = context.journal();
        List<Journal.Entry> entries =
                List.of(
                        journal.intend(new Resource.RunningProcess(token, 0, 0)),
                        journal.intend(new Resource.CgroupsNamed(token)),
                        journal.intend(new Resource.Directory(place.directory())));
        Partition partition = new Partition(launcher.kernel(), token);
        try {
            place.make(drivers);
            if (root) {
                partition.make();
            }
            Service service =
                    Service.start(
                            launcher,
                            token,
                            place.command(programs.daemon(), programs.shell()),
                            place.surroundings());
            OwnDaemon daemon = new OwnDaemon(place, launcher, service, partition, entries);
            daemon.awaitListening();
            return daemon;
        } catch (IOException e) {
            throw undone(
                    new LaunchException(STEP, String.valueOf(e), "free space there", e),
                    place,
                    partition,
                    entries);
        } catch (LaunchException e) {
            throw undone(e, place, partition, entries);
        }
    }

    private static LaunchException undone(
            LaunchException cause,
            DaemonPlace place,
            Partition partition,
            List<Journal.Entry> entries) {
        try {
            partition.remove();
            Leavings.remove(place.directory());
            entries.forEach(Journal.Entry::done);
        } catch (IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            cause.addSuppressed(e);
        }
        return cause;
    }

    private void awaitListening() {
        long deadlineNanos = launcher.clock().nanos() + START.toNanos();
        while (!Service.listensAt(place.socket())) {
            boolean ended = service.ended(PAUSE);
            if (ended || launcher.clock().nanos() > deadlineNanos) {
                String said = service.obituary();
                service.close();
                throw new LaunchException(
                        STEP,
                        ended
                                ? "the daemon: " + said
                                : "no socket within "
                                        + START.toSeconds()
                                        + " s; the daemon: "
                                        + said,
                        Remedies.of(said),
                        null);
            }
        }
    }

    /** Where it answers for a driver. */
    String uri(String driver) {
        return place.uri(driver);
    }

    /** The groups that containers are put below; empty for those that libvirt makes by itself. */
    String partition() {
        return partition.name();
    }

    /** A path of the daemon's directory. */
    Path resolve(String name) {
        return place.directory().resolve(name);
    }

    /**
     * Takes away what libvirt keeps of a domain that has ended: logs, mount points, and the control
     * groups of a container that was killed.
     */
    void sweep(String name) throws IOException {
        partition.sweep(name);
        for (Path directory : place.kept()) {
            if (Files.isDirectory(directory)) {
                try (DirectoryStream<Path> files =
                        Files.newDirectoryStream(directory, name + ".*")) {
                    for (Path file : files) {
                        Leavings.remove(file);
                    }
                }
            }
        }
    }

    /** How it ended, if it has, and what it said. */
    Optional<String> ended() {
        if (end == null && service.ended(Duration.ZERO)) {
            return Optional.of(obituary());
        }
        return Optional.ofNullable(end);
    }

    private String obituary() {
        return "the libvirtd that Tare started has ended: " + service.obituary();
    }

    /** Ends it with all that it has started; its directory stays for {@link #close}. Idempotent. */
    void kill() {
        if (end == null) {
            // Asked before, since what it said is not kept.
            end = obituary();
            service.close();
        }
    }

    /**
     * Ends it with all that it has started, and takes everything away. Idempotent.
     *
     * @throws LaunchException if something stays; it is in the journal
     */
    @Override
    public void close() {
        try {
            kill();
            MarkedProcesses.kill(launcher.kernel(), place.token());
            partition.remove();
            Leavings.remove(place.directory());
            entries.forEach(Journal.Entry::done);
        } catch (IOException e) {
            throw new LaunchException("end of libvirtd", String.valueOf(e), "tare clean", e);
        }
    }
}
