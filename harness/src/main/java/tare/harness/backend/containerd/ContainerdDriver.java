package tare.harness.backend.containerd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import tare.harness.backend.program.Executables;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.Recipe;
import tare.harness.backend.recorder.Recorder;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.linux.Kernel;
import tare.harness.linux.MarkedProcesses;
import tare.results.model.BackendClass;

/** {@code ctr run --detach}: the client ends when the task has been started. */
final class ContainerdDriver implements Driver {

    private static final List<String> NEEDED = List.of("containerd", "ctr", Recorder.SHIM, "runc");

    /** containerd takes no longer names. */
    private static final int LONGEST_NAME = 76;

    private final Executables executables;
    private final BackendContext context;
    private final Kernel kernel = new Kernel();
    private final ProbeLauncher launcher;
    private @Nullable Daemon daemon;
    private @Nullable Groups groups;

    ContainerdDriver(Executables executables, BackendContext context) {
        this.executables = executables;
        this.context = context;
        this.launcher = new ProbeLauncher(context);
    }

    @Override
    public String key() {
        return ContainerdRoom.KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        return "the probe by ctr run from a containerd of Tare's own, with recorders before its shim and"
                + " runc, from an image made on the spot; the shim's memory counts, the daemon's start does not;"
                + " ctr can be told no limit on tasks, and the daemon no CPUs";
    }

    @Override
    public String channel() {
        return "FIFO in a bind mount";
    }

    @Override
    public Availability find() {
        for (String program : NEEDED) {
            if (executables.find(program).isEmpty()) {
                return new Availability.Unavailable(
                        "there is no program " + program, "tare setup containerd");
            }
        }
        if (!Privilege.read(HostTree.live()).administers()) {
            return new Availability.Unavailable(
                    "the mount namespace that Tare gives containerd takes root", "run as root");
        }
        return new Availability.Available("");
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        if (name.length() > LONGEST_NAME) {
            throw new LaunchException(
                    "containerd", "a name of more than 76 letters: " + name, "", null);
        }
        try {
            Groups known = groups();
            Daemon running = daemon();
            running.check();
            Fifos fifos = Fifos.in(kernel, running.resolve(name));
            Task task = new Task(kernel, running.resolve(name + ".pid"));
            long recordedBefore = running.recorder().log().end();
            return new Recipe(
                    name,
                    Optional.of(fifos),
                    tape -> {},
                    run(running, known, spec, name),
                    Optional.empty(),
                    List.of(
                            running.ctr().with("task", "rm", "--force", name),
                            running.ctr().with("container", "rm", name)),
                    first -> task.probe(),
                    () -> {
                        sweep(running, known, name, task);
                        fifos.remove();
                        task.remove();
                    },
                    stages -> running.layers(name, recordedBefore, stages));
        } catch (IOException e) {
            throw new LaunchException("containerd", String.valueOf(e), "free space there", e);
        }
    }

    private static Command run(Daemon running, Groups known, InstanceSpec spec, String name) {
        Executed executed = Executed.byFifos(spec);
        Command command =
                running.ctr()
                        .with("run", "--detach", "--null-io")
                        .with("--pid-file", running.resolve(name + ".pid").toString())
                        .with("--runc-binary", running.recorder().runtime().toString())
                        .with("--runc-root", running.runtimeRoot().toString())
                        .with("--cgroup", known.path(name))
                        .with("--memory-limit", Long.toString(spec.memoryLimitBytes()))
                        .with(
                                "--mount",
                                bind(running.resolve(name), "/" + ProbeRoot.CHANNEL, true));
        command =
                spec.program().isPresent()
                        ? forProgram(command, executed, spec)
                        : command.with("--read-only");
        return command.with(Daemon.IMAGE, name).with(executed.words().toArray(String[]::new));
    }

    /** Mount points are made on the container's own root, where none are. */
    private static Command forProgram(Command command, Executed executed, InstanceSpec spec) {
        Command all =
                command.with("--cwd", "/" + InstanceRoot.WORK)
                        .with("--mount", "type=tmpfs,src=tmpfs,dst=/tmp,options=nosuid:nodev")
                        // As the others do by themselves: a Java machine reads its limits there.
                        .with("--mount", "type=cgroup,src=cgroup,dst=/sys/fs/cgroup,options=ro");
        for (String variable : executed.environment()) {
            all = all.with("--env", variable);
        }
        for (Executed.Bind bind : Executed.binds(spec)) {
            all = all.with("--mount", bind(bind.source(), "" + bind.place(), bind.writable()));
        }
        return all;
    }

    private static String bind(Path source, String place, boolean writable) {
        String options = writable ? "rbind:rw" : "rbind:ro";
        return "type=bind,src=" + source + ",dst=" + place + ",options=" + options;
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

    private void sweep(Daemon running, Groups known, String name, Task task) throws IOException {
        // Its own last commands have left neither; a launch that failed early has no pid yet.
        boolean left = Files.exists(running.task(name)) || !task.made();
        if (left && running.alive()) {
            forget(running.ctr().with("task", "rm", "--force", name));
            forget(running.ctr().with("container", "rm", name));
        }
        if (left) {
            MarkedProcesses.kill(kernel, name);
        }
        task.awaitShim();
        known.sweep(name);
        Leavings.remove(running.task(name));
    }

    /** Takes away what may not be there. */
    private void forget(Command command) {
        try {
            new Errand(launcher, tape -> {}).run("ctr", command);
        } catch (LaunchException e) {
            // 137 is how the probe ended that it has killed.
            if (!e.why().contains("not found") && !e.why().startsWith("exit status 137")) {
                throw e;
            }
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

    /** The daemon, started by the first launch that is prepared. */
    Daemon daemon() {
        Daemon known = daemon;
        if (known == null) {
            // The pid: several processes of a run may use a backend.
            String own = "tare-" + context.runId() + "-ctrd-" + ProcessHandle.current().pid();
            Daemon.Programs programs =
                    new Daemon.Programs(
                            executables.find("containerd").orElseThrow(),
                            executables.find("ctr").orElseThrow(),
                            executables.find(Recorder.SHIM).orElseThrow(),
                            executables.find("runc").orElseThrow(),
                            "tare-" + context.runId());
            Path directory = context.directory().toAbsolutePath().resolve(own);
            known =
                    Daemon.start(
                            directory,
                            programs,
                            launcher,
                            ProbeRoot.in(context.directory()).probe(),
                            context.journal());
            daemon = known;
        }
        return known;
    }

    @Override
    public String remedy(String words) {
        Daemon known = daemon;
        if (known != null && !known.alive()) {
            return "the daemon that Tare started has ended: start the run again; dmesg says whether"
                    + " memory ran out";
        }
        return words.contains("ermission denied") ? "run as root" : "";
    }

    @Override
    public void close() {
        Daemon known = daemon;
        daemon = null;
        if (known != null) {
            known.close();
        }
    }
}
