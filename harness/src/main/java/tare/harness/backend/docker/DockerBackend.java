package tare.harness.backend.docker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Rung;
import tare.harness.backend.Rungs;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.recorder.RecorderCost;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** Containers of a Docker daemon: of the one that runs, else of one of Tare's own. */
final class DockerBackend implements Backend {

    /** The setting without which a daemon on another machine is refused. */
    static final String REMOTE = BackendContext.SETTING + "docker.remote";

    /** What listens on a socket and is a daemon answers within this time. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(5);

    private final DockerKey key;
    private final BackendContext context;
    private final DockerRoom.Surroundings surroundings;
    private final ProbeLauncher launcher;
    private @Nullable DockerService service;

    DockerBackend(DockerKey key, BackendContext context, DockerRoom.Surroundings surroundings) {
        this.key = key;
        this.context = context;
        this.surroundings = surroundings;
        this.launcher = new ProbeLauncher(context);
    }

    @Override
    public String key() {
        return key.key();
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        return "a container by the Engine API of the daemon that runs, else of a dockerd of Tare's"
                + " own with recorders before shim and runc; "
                + key.network();
    }

    @Override
    public String channel() {
        return "bind-mounted FIFO";
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.hosting(true);
    }

    @Override
    public Set<Label> labels() {
        return Set.of();
    }

    @Override
    public Availability probe() {
        return new DockerAvailability(this).find();
    }

    /** All keys have the same, for they differ in how much of it is on. */
    @Override
    public List<Rung> ladder() {
        List<DockerLayer> order = List.of(DockerLayer.values());
        return Rungs.of(order, order).stream().map(this::rung).toList();
    }

    private Rung rung(Rungs.Step<DockerLayer> step) {
        String on = step.on().stream().map(DockerLayer::word).collect(Collectors.joining("+"));
        String controlGroups = step.on().contains(DockerLayer.CGROUP) ? "private" : "host";
        return Rung.of(
                step.way(),
                step.layers(),
                key.key() + "(" + on + ")",
                spec -> prepare(step.on(), controlGroups, spec));
    }

    @Override
    public Launch prepare(InstanceSpec spec) {
        return prepare(key.layers(), "", spec);
    }

    private Launch prepare(Set<DockerLayer> layers, String controlGroups, InstanceSpec spec) {
        DockerService known = service(spec);
        Optional<String> ended = known.own().flatMap(OwnDaemon::ended);
        if (ended.isPresent()) {
            throw new LaunchException("the daemon", ended.get(), "run again", null);
        }
        return new DockerLaunch(layers, controlGroups, context, launcher, known, spec);
    }

    /** What the launches share, made when the first is prepared. */
    DockerService service(InstanceSpec first) {
        DockerService known = service;
        if (known == null) {
            known = open(first);
            service = known;
        }
        return known;
    }

    private DockerService open(InstanceSpec first) {
        DockerHost host = DockerHost.of(surroundings.dockerHost(), surroundings.usualSocket());
        refuseOthers(host);
        if (host.listens()) {
            Engine.at(host.uri(), settings(), FIRST_ANSWER).close();
            return found(host);
        }
        if (host.named()) {
            throw new LaunchException(
                    "connect to " + host,
                    "nothing listens there, and DOCKER_HOST names it",
                    "start that daemon, or unset DOCKER_HOST: Tare then starts one of its own",
                    null);
        }
        return own(first);
    }

    private void refuseOthers(DockerHost host) {
        boolean allowed = Boolean.parseBoolean(context.settings().get(REMOTE));
        if (host.remote() && !allowed) {
            throw new LaunchException(
                    "DOCKER_HOST",
                    host + " is another machine, whose clock and load are not this host's",
                    "unset DOCKER_HOST, or say that it is meant: tare run --remote",
                    null);
        }
        if (!host.spoken()) {
            throw new LaunchException(
                    "DOCKER_HOST",
                    "Tare speaks unix:// and tcp://, not " + host,
                    "unset DOCKER_HOST, or DOCKER_HOST=unix:///var/run/docker.sock",
                    null);
        }
    }

    /** In a daemon that runs already only what carries the run's name is made and removed. */
    private DockerService found(DockerHost host) {
        Engine engine = Engine.at(host.uri(), settings(), Engine.RESPONSE);
        Optional<Path> socket = host.path();
        Optional<Journal.Entry> entry =
                socket.map(
                        path ->
                                context.journal()
                                        .intend(
                                                new Resource.Served(
                                                        path,
                                                        "/images/"
                                                                + Engine.tagged(imageName())
                                                                + "?force=true")));
        try {
            String image = engine.importProbe(imageName());
            return new DockerService(launcher.kernel(), engine, image, socket, entry);
        } catch (LaunchException e) {
            engine.close();
            entry.ifPresent(Journal.Entry::done);
            throw e;
        }
    }

    private DockerService own(InstanceSpec first) {
        if (!Privilege.read(HostTree.live()).administers()) {
            throw new LaunchException(
                    "start dockerd",
                    "no Docker daemon runs here, and only root can start one",
                    "run as root, or start Docker",
                    null);
        }
        DockerPrograms programs = DockerPrograms.find(surroundings.executables());
        OwnDaemon daemon = OwnDaemon.start(context, launcher, programs, key.word(), first);
        try {
            long recorderNanos =
                    new RecorderCost(launcher, first)
                            .nanos(daemon.directory(), ProbeRoot.in(context.directory()).probe());
            URI uri = daemon.uri();
            Engine engine = Engine.at(uri, settings(), Engine.RESPONSE);
            String image = engine.importProbe(imageName());
            return new DockerService(launcher.kernel(), engine, image, daemon, recorderNanos);
        } catch (LaunchException e) {
            try {
                daemon.close();
            } catch (LaunchException more) {
                e.addSuppressed(more);
            }
            throw e;
        }
    }

    /** Unique on the host, also beside another fork of the run; image names are in lower case. */
    private String imageName() {
        return ("tare-" + context.runId() + "-" + ProcessHandle.current().pid())
                .toLowerCase(Locale.ROOT);
    }

    private Path settings() {
        return ProbeRoot.in(context.directory()).directory();
    }

    /** Takes the image away and ends a daemon of Tare's own. */
    @Override
    public void close() {
        DockerService known = service;
        service = null;
        if (known != null) {
            known.close();
        }
    }
}
