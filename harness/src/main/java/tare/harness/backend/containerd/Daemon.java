package tare.harness.backend.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.harness.backend.image.OciLayout;
import tare.harness.backend.image.ProbeImage;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Errand;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.PrivateMounts;
import tare.harness.backend.program.Service;
import tare.harness.backend.recorder.Recorder;
import tare.harness.backend.recorder.RecorderCost;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.MarkedProcesses;
import tare.results.model.Metric;

/** A containerd of Tare's own, with the image in it. Used by one thread at a time. */
final class Daemon implements AutoCloseable {

    static final String IMAGE = "tare.local/probe:1";

    private static final Duration START = Duration.ofSeconds(20);

    /** Between two attempts to connect. */
    private static final Duration PAUSE = Duration.ofMillis(5);

    /** A socket's address has 108 bytes, and the daemon adds a suffix to this one. */
    private static final int LONGEST_SOCKET = 99;

    /** Its median is the client's cost: enough that the first, which is cold, does not move it. */
    private static final int CLIENTS = 11;

    private static final String DISABLED =
            """
            "io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt", \
            "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs", \
            "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.aufs", \
            "io.containerd.tracing.processor.v1.otlp\"""";

    private final Path directory;
    private final ProbeLauncher launcher;
    private final Command ctr;
    private final String namespace;
    private final Journal.Entry entry;
    private final Service service;
    private long recorderNanos;
    private long clientNanos;

    private Daemon(
            Path directory,
            ProbeLauncher launcher,
            Command ctr,
            String namespace,
            Journal.Entry entry,
            Service service) {
        this.directory = directory;
        this.launcher = launcher;
        this.ctr = ctr;
        this.namespace = namespace;
        this.entry = entry;
        this.service = service;
    }

    /**
     * What is needed to start one.
     *
     * @param containerd the daemon's program
     * @param ctr its client
     * @param shim what it starts for each task
     * @param runc what the shim runs
     * @param namespace of containerd's, begins with {@code tare-}
     */
    record Programs(Path containerd, Path ctr, Path shim, Path runc, String namespace) {}

    /**
     * Starts a daemon and waits until it answers; brings the image in.
     *
     * @param directory does not exist yet; its name is unique on the host and begins with {@code
     *     tare-}
     * @param probe with which the recorder's cost is found
     * @throws LaunchException why not; nothing is left
     */
    static Daemon start(
            Path directory,
            Programs programs,
            ProbeLauncher launcher,
            Path probe,
            Journal journal) {
        Path socket = socket(directory);
        if (socket.toString().length() > LONGEST_SOCKET) {
            throw new LaunchException(
                    "containerd",
                    "a socket's path cannot be as long as " + socket,
                    "set XDG_STATE_HOME to a shorter path",
                    null);
        }
        // An intent for as long as the daemon lives: its shims carry the word as well.
        Journal.Entry entry =
                journal.intend(
                        new Resource.RunningProcess(directory.getFileName().toString(), 0, 0));
        Service service;
        try {
            service = service(directory, programs, launcher);
        } catch (IOException e) {
            entry.done();
            throw new LaunchException("containerd", String.valueOf(e), "free space there", e);
        } catch (LaunchException e) {
            entry.done();
            throw e;
        }
        Command ctr =
                Command.of(programs.ctr())
                        .with("--address", socket.toString())
                        .with("--connect-timeout", "10s")
                        .with("--namespace", programs.namespace());
        Daemon daemon = new Daemon(directory, launcher, ctr, programs.namespace(), entry, service);
        try {
            daemon.awaitSocket();
            daemon.importImage();
            daemon.weigh(probe);
            return daemon;
        } catch (IOException | RuntimeException e) {
            LaunchException explained = daemon.explained(e);
            try {
                daemon.close();
            } catch (LaunchException undoing) {
                explained.addSuppressed(undoing);
            }
            throw explained;
        }
    }

    private static Service service(Path directory, Programs programs, ProbeLauncher launcher)
            throws IOException {
        Files.createDirectory(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        try {
            Path visible = directory.resolveSibling("").toAbsolutePath().normalize();
            PrivateMounts mounts =
                    new PrivateMounts(visible)
                            .replace(Path.of("/run"), directory.resolve("host-run"));
            Recorder recorder = recorder(directory);
            Recorder.make(recorder.directory(), programs.shim(), programs.runc());
            Path file = Files.writeString(directory.resolve("config.toml"), config(directory));
            Command command =
                    Command.of(
                                    programs.containerd(),
                                    "--config",
                                    file.toString(),
                                    "--log-level",
                                    "error")
                            .searchingFirst(recorder.search());
            return Service.start(launcher, "containerd", command, mounts);
        } catch (IOException | LaunchException e) {
            Leavings.remove(directory);
            throw e;
        }
    }

    private static String config(Path directory) {
        return """
        version = 2
        root = "%1$s/root"
        state = "%1$s/state"
        disabled_plugins = [%2$s]
        [grpc]
          address = "%3$s"
        [ttrpc]
          address = "%3$s.ttrpc"
        """
                .formatted(directory, DISABLED, socket(directory));
    }

    private static Recorder recorder(Path directory) {
        return new Recorder(directory.resolve("recorder"));
    }

    /** What stands in the places of shim and runtime. */
    Recorder recorder() {
        return recorder(directory);
    }

    private static Path socket(Path directory) {
        return directory.resolve("socket");
    }

    private void awaitSocket() {
        long deadlineNanos = launcher.clock().nanos() + START.toNanos();
        while (!Service.listensAt(socket(directory))) {
            if (service.ended(PAUSE)) {
                throw new LaunchException("containerd", "it ended before it answered", "", null);
            }
            if (launcher.clock().nanos() >= deadlineNanos) {
                throw new LaunchException(
                        "containerd", "no socket within " + START.toSeconds() + " s", "", null);
            }
        }
    }

    private void importImage() throws IOException {
        Path archive =
                Files.write(directory.resolve("image.tar"), OciLayout.tar(IMAGE, ProbeImage.tar()));
        new Errand(launcher, tape -> {})
                .run("ctr image import", ctr.with("image", "import", archive.toString()));
        Files.delete(archive);
    }

    /** Finds what is the same in all launches: the recorder's cost, and the client's. */
    private void weigh(Path probe) {
        recorderNanos =
                new RecorderCost(launcher, InstanceSpec.named("recorder")).nanos(directory, probe);
        Errand errand = new Errand(launcher, tape -> {});
        long[] nanos = new long[CLIENTS];
        for (int i = 0; i < CLIENTS; i++) {
            long startNanos = launcher.clock().nanos();
            errand.run("ctr version", ctr.with("version"));
            nanos[i] = launcher.clock().nanos() - startNanos;
        }
        Arrays.sort(nanos);
        clientNanos = nanos[CLIENTS / 2];
    }

    /**
     * The layers of a launch.
     *
     * @param recordedBefore length of the recorder's log before it
     * @return the client alone if a call was not recorded
     */
    Layers layers(String name, long recordedBefore, Stages stages) {
        return recorder()
                .log()
                .since(recordedBefore)
                .layers(name, stages.startNanos(), stages.readyNanos(), recorderNanos)
                .with(Metric.LAYER_CLIENT, clientNanos);
    }

    private LaunchException explained(Exception cause) {
        boolean ended = service.ended(Duration.ZERO);
        String said = service.obituary();
        String step = cause instanceof LaunchException e ? e.step() : "containerd";
        String why = cause instanceof LaunchException e ? e.why() : String.valueOf(cause);
        String remedy = said.contains("ermi") ? "run as root" : "tare setup containerd";
        return new LaunchException(
                step, why + (ended ? "; the daemon: " + said : ""), remedy, cause);
    }

    /**
     * Looks whether it still runs.
     *
     * @throws LaunchException if it has ended
     */
    void check() {
        if (!alive()) {
            throw new LaunchException(
                    "containerd",
                    "the daemon that Tare started has ended: " + service.obituary(),
                    "start the run again; dmesg says whether memory ran out",
                    null);
        }
    }

    boolean alive() {
        return !service.ended(Duration.ZERO);
    }

    /** Its client, with address and namespace. */
    Command ctr() {
        return ctr;
    }

    /** A path of the daemon's directory. */
    Path resolve(String name) {
        return directory.resolve(name);
    }

    /** What containerd keeps of a task that it has not deleted. */
    Path task(String name) {
        return directory
                .resolve("state/io.containerd.runtime.v2.task")
                .resolve(namespace)
                .resolve(name);
    }

    /** Where runc keeps what it knows of its containers. */
    Path runtimeRoot() {
        return directory.resolve("runc");
    }

    /** Ends the daemon and what it has started, and takes its directory away. */
    @Override
    public void close() {
        try {
            service.close();
            MarkedProcesses.kill(launcher.kernel(), directory.getFileName().toString());
            Leavings.remove(directory);
            entry.done();
        } catch (IOException e) {
            throw new LaunchException("containerd's end", String.valueOf(e), "tare clean", e);
        }
    }
}
