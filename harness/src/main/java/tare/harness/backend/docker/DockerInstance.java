package tare.harness.backend.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Layers;
import tare.harness.backend.Line;
import tare.harness.backend.StageTimes;
import tare.harness.backend.Stages;
import tare.harness.backend.probe.DescriptorLine;
import tare.harness.backend.probe.Fifos;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.clock.MonotonicClock;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Kernel;
import tare.harness.linux.Poller;
import tare.results.model.Metric;

/** A container that has been created and is being started, or runs. */
final class DockerInstance implements Instance {

    /** An answer that has been announced. */
    private static final long AT_ONCE_NANOS = 10_000_000_000L;

    private final MonotonicClock clock;
    private final DockerService service;
    private final InstanceSpec spec;
    private final Made made;
    private final Begun begun;
    private final Kernel kernel;
    private final Poller poller;
    private boolean answered;
    private @Nullable DescriptorLine line;
    private OptionalInt pid = OptionalInt.empty();
    private Layers layers = Layers.NONE;

    /**
     * What the launch has made, and this takes away.
     *
     * @param entries of the journal; the first is the process's
     */
    record Made(
            String name,
            String container,
            Fifos fifos,
            StartRequests.Request start,
            StageTimes times,
            List<Journal.Entry> entries) {}

    /**
     * What is known of the launch.
     *
     * @param recordedBefore length of the recorder's log at t0
     * @param clientNanos round trips of as many requests as a launch makes
     */
    record Begun(long recordedBefore, long clientNanos) {}

    DockerInstance(
            ProbeLauncher launcher,
            DockerService service,
            InstanceSpec spec,
            Made made,
            Begun begun) {
        this.clock = launcher.clock();
        this.service = service;
        this.spec = spec;
        this.made = made;
        this.begun = begun;
        this.kernel = launcher.kernel();
        this.poller = new Poller(kernel);
    }

    @Override
    public void awaitReady() {
        try {
            await();
        } catch (LaunchException e) {
            // Asked before the end, which would find the daemon's end to be its own doing.
            throw service.explained(e).closing(this);
        }
    }

    private void await() {
        boolean answered = false;
        while (true) {
            long left = made.times().leftNanos(spec.deadline());
            int ready = made.fifos().ready();
            int events =
                    answered
                            ? poller.await(ready, left)
                            : poller.await(ready, made.start().descriptor(), left);
            if (events == Poller.OTHER) {
                // The daemon says that it runs, or why not; the byte may be yet to come.
                made.start().await(AT_ONCE_NANOS);
                answered = true;
            } else if (events == 0) {
                throw new LaunchException(
                        "ready byte",
                        "none within " + spec.deadline().toMillis() + " ms",
                        "",
                        null);
            } else if ((events & Poller.POLLIN) != 0 && made.fifos().take()) {
                made.times().ready();
                return;
            } else {
                throw new LaunchException("ready byte", "the probe ended first", "", null);
            }
        }
    }

    @Override
    public void afterReady() {
        made.times().readTareCpu();
        made.times().addTareCpu(made.start().await(spec.deadline().toNanos()));
        hostPid().stream()
                .mapToObj(known -> Resource.RunningProcess.of(made.name(), known))
                .flatMap(Optional::stream)
                .forEach(made.entries().get(0)::update);
    }

    @Override
    public boolean ping() {
        if (answered && spec.program().isPresent()) {
            return (poller.await(made.fifos().ready(), 0) & Poller.POLLHUP) == 0;
        }
        answered = made.fifos().ping(poller, clock, spec.deadline());
        return answered;
    }

    @Override
    public Optional<Line> line() {
        if (spec.program().isEmpty() || made.times().isStopping()) {
            return Optional.empty();
        }
        DescriptorLine known = line;
        if (known == null) {
            Fifos fifos = made.fifos();
            known = new DescriptorLine(kernel, clock, fifos.control(), fifos.ready());
            line = known;
        }
        return Optional.of(known);
    }

    @Override
    public Optional<String> obituary() {
        boolean ended =
                !made.times().isStopping()
                        && (poller.await(made.fifos().ready(), 0) & Poller.POLLHUP) != 0;
        return ended ? Optional.of(service.engine().end(made.container())) : Optional.empty();
    }

    /** As the daemon says, if this host knows that process as the container's. */
    @Override
    public OptionalInt hostPid() {
        if (pid.isEmpty() && !made.times().isStopping()) {
            made.start().await(spec.deadline().toNanos());
            OptionalInt told = service.engine().pid(made.container());
            pid = told.isPresent() && isOurs(told.getAsInt()) ? told : OptionalInt.empty();
        }
        return pid;
    }

    /** A daemon in another pid namespace has other numbers. */
    private boolean isOurs(int told) {
        try {
            return Files.readString(
                            Path.of("/proc/" + told + "/cgroup"), StandardCharsets.ISO_8859_1)
                    .contains(made.container());
        } catch (IOException absent) {
            return false;
        }
    }

    @Override
    public Stages stages() {
        return made.times().stages();
    }

    @Override
    public Layers layers() {
        return layers;
    }

    @Override
    public void close() {
        if (made.times().isStopping()) {
            return;
        }
        made.times().stopRequested();
        if (line != null) {
            line.end();
        }
        try {
            made.fifos().hangUp();
            made.start().close();
            service.clear(made.name());
            made.fifos().close();
            made.fifos().remove();
            made.times().stopped();
            made.entries().forEach(Journal.Entry::done);
        } catch (IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            throw new LaunchException("stop", String.valueOf(e.getMessage()), "tare clean", e);
        } finally {
            made.fifos().close();
            made.times().close();
            poller.close();
        }
        layers = readLayers();
    }

    /** In a daemon that was there before, nothing is recorded. */
    private Layers readLayers() {
        Layers recorded =
                service.own()
                        .map(
                                own ->
                                        own.calls()
                                                .since(begun.recordedBefore())
                                                .layers(
                                                        made.container(),
                                                        made.times().startNanos(),
                                                        made.times().readyNanos(),
                                                        service.recorderNanos()))
                        .orElse(Layers.NONE);
        return recorded.with(Metric.LAYER_CLIENT, begun.clientNanos());
    }
}
