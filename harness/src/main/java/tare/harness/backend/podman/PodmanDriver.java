package tare.harness.backend.podman;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.bundle.Groups;
import tare.harness.backend.probe.Executed;
import tare.harness.backend.probe.Fifos;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Errand;
import tare.harness.backend.program.Recipe;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.linux.Kernel;
import tare.harness.linux.Pidfd;
import tare.harness.linux.ResourceLimit;
import tare.results.model.BackendClass;

/** {@code podman run} in the foreground: it ends, having cleared up, when the probe has ended. */
final class PodmanDriver implements Driver {

    /** What podman asks for by itself, where it may. */
    private static final long USUAL_LIMIT = 1L << 20;

    /** conmon clears up after its container a second time; that may take so long. */
    private static final long CONMON_NANOS = 5_000_000_000L;

    private final String key;
    private final String runtimeName;
    private final Optional<Path> program;
    private final Optional<Path> runtime;
    private final BackendContext context;
    private final Kernel kernel = new Kernel();
    private final ProbeLauncher launcher;
    private @Nullable Home home;
    private @Nullable Groups groups;

    PodmanDriver(
            String key,
            String runtimeName,
            Optional<Path> program,
            Optional<Path> runtime,
            BackendContext context) {
        this.key = key;
        this.runtimeName = runtimeName;
        this.program = program;
        this.runtime = runtime;
        this.context = context;
        this.launcher = new ProbeLauncher(context);
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        return "the probe by podman run with conmon and "
                + runtimeName
                + ", no network, from an image made on the spot; podman has roots and a mount"
                + " namespace of its own, and its usual capabilities and seccomp filter";
    }

    @Override
    public String channel() {
        return "FIFO in a bind mount";
    }

    @Override
    public Availability find() {
        if (program.isEmpty()) {
            return new Availability.Unavailable("there is no program podman", "tare setup podman");
        }
        if (runtime.isEmpty()) {
            return new Availability.Unavailable(
                    "there is no program " + runtimeName, "tare setup " + runtimeName);
        }
        if (!Privilege.read(HostTree.live()).administers()) {
            return new Availability.Unavailable(
                    "the mount namespace that Tare gives podman takes root", "run as root");
        }
        return new Availability.Available("");
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        try {
            Groups known = groups();
            Home own = home();
            Fifos fifos = Fifos.in(kernel, own.channel(name));
            return new Recipe(
                    name,
                    Optional.of(fifos),
                    own.mounts(),
                    run(own, known, spec, name),
                    Optional.empty(),
                    List.of(),
                    first -> pid(own.pidFile(name)),
                    () -> sweep(own, known, fifos, name));
        } catch (IOException e) {
            throw new LaunchException("podman's roots", String.valueOf(e), "free space there", e);
        }
    }

    private Command run(Home own, Groups known, InstanceSpec spec, String name) {
        // Always said: what podman would ask for is more than a root without CAP_SYS_RESOURCE may.
        long descriptors = limit(ResourceLimit.Kind.DESCRIPTORS, USUAL_LIMIT);
        long tasks = limit(ResourceLimit.Kind.TASKS, Math.min(USUAL_LIMIT, largestPid()));
        Executed executed = Executed.byFifos(spec);
        Command command =
                own.podman()
                        .with("run", "--rm", "--name", name)
                        .with("--pidfile", own.pidFile(name).toString())
                        .with("--network", "none")
                        .with("--cgroup-parent", known.path(name))
                        .with("--memory", Long.toString(spec.memoryLimitBytes()))
                        .with("--pids-limit", Integer.toString(spec.maximumTasks()))
                        .with("--ulimit", "nofile=" + descriptors + ":" + descriptors)
                        .with("--ulimit", "nproc=" + tasks + ":" + tasks)
                        .with("--log-driver", "none")
                        .with("--mount", bind(own.channel(name), "/" + ProbeRoot.CHANNEL, true));
        command =
                spec.program().isPresent()
                        ? forProgram(command, executed, spec)
                        : command.with("--read-only", "--read-only-tmpfs=false");
        return command.with(Home.IMAGE).with(executed.words().toArray(String[]::new));
    }

    /** Mount points are made on the container's own root, where none are. */
    private static Command forProgram(Command command, Executed executed, InstanceSpec spec) {
        Command all =
                command.with("--workdir", "/" + InstanceRoot.WORK)
                        .with("--tmpfs", "/tmp:rw,exec,nosuid,nodev,mode=1777");
        for (String variable : executed.environment()) {
            all = all.with("--env", variable);
        }
        for (Executed.Bind bind : Executed.binds(spec)) {
            all = all.with("--mount", bind(bind.source(), "" + bind.place(), bind.writable()));
        }
        return all;
    }

    private static String bind(Path source, String place, boolean writable) {
        return "type=bind,src=" + source + ",dst=" + place + ",rw=" + writable;
    }

    @Override
    public String aboutMemory(String name) {
        Groups known = groups;
        return known == null ? "" : known.aboutMemory(name);
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.hosting(true);
    }

    private void sweep(Home own, Groups known, Fifos fifos, String name) throws IOException {
        // Its probe's end is what makes conmon clear up; a probe may be spinning still.
        OptionalInt probe = pid(own.pidFile(name));
        if (probe.isPresent()) {
            killProbe(probe.getAsInt(), name);
            known.awaitEmpty(name, CONMON_NANOS);
        }
        known.sweep(name);
        if (own.knows(name)) {
            forget(own, name);
            known.sweep(name);
        }
        fifos.remove();
        Files.deleteIfExists(own.pidFile(name));
    }

    private void killProbe(int pid, String name) {
        try (Pidfd process = Pidfd.open(kernel, pid).orElse(null)) {
            // Looked at once the handle is held: the pid may have come to mean another.
            Path groupsOf = Path.of("/proc/" + pid + "/cgroup");
            if (process != null
                    && Files.exists(groupsOf)
                    && String.join("\n", Files.readAllLines(groupsOf)).contains(name + "/")) {
                process.signal(Pidfd.SIGKILL);
            }
        } catch (IOException gone) {
            // It ended meanwhile.
            return;
        }
    }

    private void forget(Home own, String name) {
        Errand errand = new Errand(launcher, own.mounts());
        Command remove = own.podman().with("rm", "--force", "--time", "0", name);
        try {
            errand.run("podman rm", remove);
        } catch (LaunchException first) {
            // podman finds out that its container has stopped by failing to stop it.
            try {
                errand.run("podman rm", remove);
            } catch (LaunchException second) {
                second.addSuppressed(first);
                throw second;
            }
        }
    }

    private long limit(ResourceLimit.Kind kind, long most) {
        return Math.min(most, ResourceLimit.of(kernel, kind).hard());
    }

    /** podman lowers its own limit on tasks to it, and may not raise it again. */
    private static long largestPid() {
        Path file = Path.of("/proc/sys/kernel/pid_max");
        try {
            return Long.parseLong(Files.readAllLines(file).get(0).strip());
        } catch (IOException e) {
            throw new LaunchException("podman's limits", "cannot read " + file, "", e);
        }
    }

    private static OptionalInt pid(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("[0-9]{1,9}")
                    ? OptionalInt.of(Integer.parseInt(text))
                    : OptionalInt.empty();
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
    }

    private Groups groups() throws IOException {
        Groups known = groups;
        if (known == null) {
            known = Groups.read(kernel);
            groups = known;
        }
        return known;
    }

    private Home home() throws IOException {
        Home known = home;
        if (known == null) {
            Path visible = context.directory().toAbsolutePath();
            // The pid: several processes of a run may use a backend.
            String own =
                    "tare-"
                            + context.runId()
                            + "-"
                            + key.replace(':', '-')
                            + "-"
                            + ProcessHandle.current().pid();
            known =
                    Home.make(
                            visible.resolve(own),
                            program.orElseThrow(),
                            runtime.orElseThrow(),
                            visible,
                            !runtimeName.equals("crun"),
                            launcher);
            home = known;
        }
        return known;
    }

    @Override
    public String remedy(String words) {
        if (words.contains("ermission denied") || words.contains("peration not permitted")) {
            return "run as root";
        }
        return words.contains("conmon") ? "tare setup podman" : "";
    }

    @Override
    public void close() {
        Home known = home;
        home = null;
        if (known != null) {
            try {
                known.remove();
            } catch (IOException e) {
                throw new LaunchException("podman's end", String.valueOf(e), "tare clean", e);
            }
        }
    }
}
