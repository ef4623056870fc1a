package tare.harness.backend.libvirt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.StageTimes;
import tare.harness.backend.Stages;
import tare.harness.backend.guestkernel.GuestConsole;
import tare.harness.backend.probe.Fifos;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Leavings;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Children;
import tare.harness.linux.MarkedProcesses;
import tare.harness.linux.Poller;
import tare.harness.linux.ProcessIdentity;

/** A domain that libvirt has made, or whose byte has come before libvirt said so. */
final class LibvirtInstance implements Instance {

    /** A container's probe ends at once when its channel is closed. */
    private static final long ENDING_NANOS = 2_000_000_000L;

    private final MonotonicClock clock;
    private final LibvirtService service;
    private final InstanceSpec spec;
    private final Made made;
    private OptionalInt pid = OptionalInt.empty();

    /**
     * What the launch has made, and this takes away.
     *
     * @param directory of the instance, with its FIFOs and its console
     * @param entries of the journal; the first is the process's
     */
    record Made(
            String name,
            Path directory,
            Fifos fifos,
            Creation creation,
            StageTimes times,
            Poller poller,
            List<Journal.Entry> entries) {

        /** Takes what a guest's kernel says. */
        Path console() {
            return directory.resolve("console");
        }

        /** Frees what this process holds; idempotent. */
        void release() {
            creation.close();
            fifos.close();
            times.close();
            poller.close();
        }
    }

    LibvirtInstance(ProbeLauncher launcher, LibvirtService service, InstanceSpec spec, Made made) {
        this.clock = launcher.clock();
        this.service = service;
        this.spec = spec;
        this.made = made;
    }

    static LaunchException strange() {
        return new LaunchException(
                "ready byte", "something that is not the probe wrote on its channel", "", null);
    }

    @Override
    public void awaitReady() {
        if (made.times().isReady()) {
            return;
        }
        try {
            await();
        } catch (LaunchException e) {
            // Asked before the end, which would find the daemon's end to be its own doing.
            throw service.explained(withConsole(e)).closing(this);
        }
    }

    private void await() {
        long left = made.times().leftNanos(spec.deadline());
        int events = made.poller().await(made.fifos().ready(), left);
        if (events == 0) {
            throw new LaunchException(
                    "ready byte", "none within " + spec.deadline().toMillis() + " ms", "", null);
        }
        if ((events & Poller.POLLIN) == 0) {
            throw new LaunchException("ready byte", "the domain ended first", "", null);
        }
        if (!made.fifos().take()) {
            throw strange();
        }
        made.times().ready();
    }

    private LaunchException withConsole(LaunchException cause) {
        String said = GuestConsole.endOf(made.console());
        return said.isEmpty()
                ? cause
                : new LaunchException(
                        cause.step(),
                        cause.why() + "; its console: " + said,
                        GuestConsole.remedy(said),
                        cause);
    }

    @Override
    public void afterReady() {
        made.times().readTareCpu();
        // Where the byte came first, libvirt may yet say that it gives the domain up.
        made.creation().await(spec.deadline());
        hostPid().stream()
                .mapToObj(known -> Resource.RunningProcess.of(made.name(), known))
                .flatMap(Optional::stream)
                .forEach(made.entries().get(0)::update);
    }

    @Override
    public boolean ping() {
        return made.fifos().ping(made.poller(), clock, spec.deadline());
    }

    /** The probe of a container, or the program that plays a guest. */
    @Override
    public OptionalInt hostPid() {
        if (pid.isEmpty() && !made.times().isStopping()) {
            try {
                List<ProcessIdentity> marked = MarkedProcesses.find(made.name());
                pid =
                        marked.stream()
                                .map(process -> Children.firstOfNamespace(process.pid()))
                                .filter(OptionalInt::isPresent)
                                .findFirst()
                                .orElseGet(
                                        () ->
                                                marked.stream()
                                                        .mapToInt(ProcessIdentity::pid)
                                                        .findFirst());
            } catch (IOException unreadable) {
                return OptionalInt.empty();
            }
        }
        return pid;
    }

    @Override
    public Stages stages() {
        return made.times().stages();
    }

    @Override
    public void close() {
        if (made.times().isStopping()) {
            return;
        }
        made.times().stopRequested();
        try {
            made.fifos().hangUp();
            if (!made.fifos().echoes()) {
                awaitEnd();
            }
            service.clear(made.name(), made.creation());
            made.release();
            Leavings.remove(made.directory());
            made.times().stopped();
            made.entries().forEach(Journal.Entry::done);
        } catch (IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            throw new LaunchException("stop", String.valueOf(e.getMessage()), "tare clean", e);
        } finally {
            made.release();
        }
    }

    /**
     * A container's first process ignores what libvirt sends it at first, and libvirt then waits
     * for 1.6 s: it ends by itself when its channel closes.
     */
    private void awaitEnd() {
        awaitHangUp(ENDING_NANOS);
    }

    /**
     * Waits until the guest has ended by itself, at most until its deadline.
     *
     * @return all that its kernel has said
     */
    String listen() {
        awaitHangUp(spec.deadline().toNanos());
        return GuestConsole.all(made.console());
    }

    private void awaitHangUp(long nanos) {
        long untilNanos = clock.nanos() + nanos;
        int events = 0;
        while ((events & Poller.POLLHUP) == 0 && clock.nanos() < untilNanos) {
            events = made.poller().await(made.fifos().ready(), untilNanos - clock.nanos());
            if ((events & Poller.POLLIN) != 0) {
                made.fifos().take();
            }
        }
    }
}
