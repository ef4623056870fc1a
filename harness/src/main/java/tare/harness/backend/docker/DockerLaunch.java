package tare.harness.backend.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.StageTimes;
import tare.harness.backend.probe.Executed;
import tare.harness.backend.probe.Fifos;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;

/**
 * Stages: FIFOs, the request to create a container; then the request to start it. Undone: the
 * container, its control groups, the FIFOs.
 */
final class DockerLaunch implements Launch {

    /** Its median is the round trip: enough that one slow answer does not move it. */
    private static final int PINGS = 5;

    /** A container is created and started: two requests. */
    private static final int REQUESTS = 2;

    private final ProbeLauncher launcher;
    private final DockerService service;
    private final InstanceSpec spec;
    private final String name;
    private final Fifos fifos;
    private final StageTimes times;
    private final StartRequests.Request start;
    private final CreateContainerCmd create;
    private final long clientNanos;
    private final List<Journal.Entry> entries = new ArrayList<>();
    private boolean over;

    /**
     * @param layers what is on
     * @param controlGroups the mode of the control group namespace, {@code host} or {@code
     *     private}; empty for Docker's default, which depends on the version of control groups
     */
    DockerLaunch(
            Set<DockerLayer> layers,
            String controlGroups,
            BackendContext context,
            ProbeLauncher launcher,
            DockerService service,
            InstanceSpec spec) {
        this.launcher = launcher;
        this.service = service;
        this.spec = spec;
        Kernel kernel = launcher.kernel();
        name = launcher.token(spec);
        entries.add(context.journal().intend(new Resource.RunningProcess(name, 0, 0)));
        if (service.own().isPresent()) {
            entries.add(context.journal().intend(new Resource.CgroupsNamed(name)));
        }
        service.stranger()
                .map(socket -> new Resource.Served(socket, "/containers/" + name + "?force=true"))
                .ifPresent(resource -> entries.add(context.journal().intend(resource)));
        try {
            fifos = Fifos.in(kernel, context.directory().toAbsolutePath().resolve(name));
        } catch (IOException e) {
            entries.forEach(Journal.Entry::done);
            throw new LaunchException("make FIFOs", String.valueOf(e), "free space there", e);
        }
        times = new StageTimes(launcher.clock(), kernel);
        start = service.starts().prepare();
        create = request(layers, controlGroups);
        clientNanos = roundTrips();
    }

    private long roundTrips() {
        try {
            return REQUESTS * service.engine().roundTripNanos(launcher.clock(), PINGS);
        } catch (LaunchException e) {
            close();
            throw service.explained(e);
        }
    }

    /** All that the daemon is told; every other setting is as Docker has it. */
    private CreateContainerCmd request(Set<DockerLayer> layers, String controlGroups) {
        HostConfig settings = DockerLayer.settings(layers, spec).withMounts(mounts());
        if (!controlGroups.isEmpty()) {
            settings.withCgroupnsMode(controlGroups);
        }
        if (!spec.cpus().isEmpty()) {
            settings.withCpusetCpus(spec.cpus());
        }
        service.own()
                .ifPresent(
                        own ->
                                settings.withCgroupParent(own.groupOf(name))
                                        .withRuntime(OwnDaemon.RECORDED));
        Executed executed = Executed.byFifos(spec);
        CreateContainerCmd made =
                service.engine()
                        .container(service.image())
                        .withName(name)
                        .withCmd(executed.words());
        if (spec.program().isPresent()) {
            settings.withTmpFs(Map.of("/tmp", "rw,exec,nosuid,nodev,mode=1777"));
            made.withWorkingDir("/" + InstanceRoot.WORK).withEnv(executed.environment());
        }
        // Told to leave networking alone, where nobody else is to make it.
        boolean disabled =
                layers.contains(DockerLayer.NETWORK) && !layers.contains(DockerLayer.LIBNETWORK);
        return (disabled ? made.withNetworkDisabled(true) : made).withHostConfig(settings);
    }

    /** As mounts: a bind's missing source would be made by the daemon. */
    private List<Mount> mounts() {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(mount(fifos.directory(), Path.of("/", ProbeRoot.CHANNEL), true));
        Executed.binds(spec)
                .forEach(bind -> mounts.add(mount(bind.source(), bind.place(), bind.writable())));
        return mounts;
    }

    private static Mount mount(Path source, Path place, boolean writable) {
        Mount mount =
                new Mount()
                        .withType(MountType.BIND)
                        .withSource(source.toString())
                        .withTarget(place.toString());
        return writable ? mount : mount.withReadOnly(true);
    }

    /** For tests that make a step fail. */
    CreateContainerCmd request() {
        return create;
    }

    @Override
    public Instance start() {
        if (over) {
            throw new IllegalStateException("a launch starts once");
        }
        over = true;
        long recordedBefore = service.own().map(own -> own.calls().end()).orElse(0L);
        times.start();
        String container;
        try {
            fifos.open();
            container = service.engine().create(create);
        } catch (NativeException e) {
            throw undone(new LaunchException(e.call(), Errno.describe(e.errno()), "", e));
        } catch (LaunchException e) {
            throw undone(e);
        }
        times.created();
        start.make(container);
        return new DockerInstance(
                launcher,
                service,
                spec,
                new DockerInstance.Made(name, container, fifos, start, times, entries),
                new DockerInstance.Begun(recordedBefore, clientNanos));
    }

    private LaunchException undone(LaunchException cause) {
        LaunchException explained = service.explained(cause);
        try {
            // It may have been made although the answer got lost.
            service.clear(name);
            free();
        } catch (LaunchException | IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            explained.addSuppressed(e);
        }
        return explained;
    }

    private void free() throws IOException {
        start.close();
        times.close();
        fifos.close();
        fifos.remove();
        entries.forEach(Journal.Entry::done);
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
