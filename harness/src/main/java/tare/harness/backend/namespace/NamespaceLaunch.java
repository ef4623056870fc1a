package tare.harness.backend.namespace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.BackendContext;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;
import tare.harness.backend.probe.Executed;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.probe.ProbeLauncher;
import tare.harness.backend.probe.ProbeProcess;
import tare.harness.backend.probe.ProbeTape;
import tare.harness.journal.Journal;
import tare.harness.journal.Resource;
import tare.harness.linux.Capabilities;
import tare.harness.linux.Kernel;
import tare.harness.linux.Loopback;
import tare.harness.linux.Namespace;
import tare.harness.linux.RootSteps;
import tare.harness.linux.SeccompFilter;
import tare.harness.linux.Syscall;
import tare.harness.linux.SyscallTape;
import tare.harness.linux.cgroup.CgroupView;
import tare.harness.linux.cgroup.ControlGroup;

/**
 * Stages: pipes, clone into the namespaces, descriptors, identity, cgroup, host name, root,
 * capabilities, filter, execve. Undone: pipes, child, cgroup; all else goes with the child.
 */
final class NamespaceLaunch implements Launch {

    private static final String HOST_NAME = "tare";
    private static final int PR_SET_NO_NEW_PRIVS = 38;

    /** What the probe calls, and the execve that starts it. */
    private static final Set<Syscall> ALLOWED =
            EnumSet.of(
                    Syscall.READ,
                    Syscall.WRITE,
                    Syscall.CLOCK_GETTIME,
                    Syscall.EXECVE,
                    Syscall.EXIT,
                    Syscall.EXIT_GROUP);

    private final NamespaceKey key;
    private final ProbeLauncher launcher;
    private final InstanceSpec spec;
    private final ProbeTape tape;
    private final ProbeProcess process;
    private final String token;
    private final Optional<ControlGroup> group;
    private final InstanceRoot root;
    private final Journal journal;
    private final List<Journal.Entry> entries;
    private boolean played;
    private boolean over;

    NamespaceLaunch(
            NamespaceKey key,
            BackendContext context,
            ProbeLauncher launcher,
            Groups groups,
            InstanceSpec spec) {
        this.key = key;
        this.launcher = launcher;
        this.spec = spec;
        this.token = launcher.token(spec);
        this.group = key.has(Feature.LIMITS) ? Optional.of(groups.plan(token)) : Optional.empty();
        this.journal = context.journal();
        this.entries = journal.intendAll(resources(context));
        try {
            this.root = launcher.root(spec);
        } catch (LaunchException e) {
            journal.doneAll(entries);
            throw e;
        }
        this.tape = launcher.tape(spec, made -> addSteps(made, groups));
        this.process = new ProbeProcess(launcher, spec);
    }

    /** What there will be to take away, the process first. */
    private List<Resource> resources(BackendContext context) {
        List<Resource> resources = new ArrayList<>();
        resources.add(new Resource.RunningProcess(token, 0, 0));
        for (Path directory : directories()) {
            resources.add(new Resource.Cgroup(directory));
        }
        if (spec.program().isPresent()) {
            InstanceRoot planned = InstanceRoot.planned(context.directory(), spec, token);
            resources.add(new Resource.Directory(planned.directory()));
        }
        return resources;
    }

    private List<Path> directories() {
        return group.map(ControlGroup::directories).orElse(List.of());
    }

    private void addSteps(ProbeTape made, Groups groups) {
        SyscallTape steps = made.tape();
        // The cgroup namespace comes after joining the group, which is to be its root.
        Set<Namespace> atClone = EnumSet.noneOf(Namespace.class);
        atClone.addAll(key.namespaces());
        atClone.remove(Namespace.CGROUP);
        steps.unshare(atClone);
        if (key.has(Feature.USER)) {
            addIdentity(made);
        }
        group.ifPresent(planned -> addGroup(made, planned));
        if (key.has(Feature.CGROUP)) {
            steps.add("unshare cgroup", Syscall.UNSHARE, Namespace.CGROUP.flag());
        }
        if (key.has(Feature.UTS)) {
            long name = steps.arena().text(HOST_NAME);
            steps.add("sethostname", Syscall.SETHOSTNAME, name, HOST_NAME.length());
        }
        if (key.has(Feature.MOUNT)) {
            RootSteps.addPrivateMounts(steps);
        }
        if (key.has(Feature.ROOT)) {
            RootSteps.addPivot(
                    steps,
                    root.directory(),
                    root.own(),
                    () -> {
                        if (key.has(Feature.PROC)) {
                            RootSteps.addProc(steps, root.outside(Path.of("/proc")));
                        }
                        addMounts(steps, groups);
                    });
        }
        if (spec.program().isPresent() && key.has(Feature.NETWORK)) {
            Loopback.addUp(steps, ProbeTape.OPENED);
        }
        addRestrictions(made);
        if (spec.program().isPresent()) {
            made.execute(spec.program().get(), token);
        } else {
            Path probe = root.outside(Path.of(Executed.PROBE));
            made.execute(key.has(Feature.ROOT) ? Executed.PROBE : "" + probe, token, spec);
        }
    }

    /** What a program's own root has in it; the probe's has nothing. */
    private void addMounts(SyscallTape steps, Groups groups) {
        if (!root.own()) {
            return;
        }
        for (Program.Mount mount : Executed.inheriting(spec).mounts()) {
            Path place = root.outside(mount.path());
            RootSteps.addBindAll(steps, mount.path(), place, mount.writable());
        }
        for (String device : InstanceRoot.DEVICES) {
            Path path = Path.of("/dev", device);
            RootSteps.addBind(steps, path, root.outside(path));
        }
        for (CgroupView view : groups.views(group)) {
            RootSteps.addBindAll(steps, view.group(), root.makeDirectory(view.place()), false);
        }
    }

    /** Root inside is whoever runs Tare outside; groups must be given up first. */
    private void addIdentity(ProbeTape made) {
        Kernel kernel = launcher.kernel();
        long user = kernel.call(Syscall.GETEUID);
        long group = kernel.call(Syscall.GETEGID);
        made.write("write setgroups", Path.of("/proc/self/setgroups"), "deny");
        made.write("write uid_map", Path.of("/proc/self/uid_map"), "0 " + user + " 1");
        made.write("write gid_map", Path.of("/proc/self/gid_map"), "0 " + group + " 1");
    }

    private void addGroup(ProbeTape made, ControlGroup planned) {
        planned.directories().forEach(made::makeDirectory);
        made.write("limit memory", planned.memoryLimitFile(), "" + spec.memoryLimitBytes());
        made.write("limit tasks", planned.taskLimitFile(), "" + spec.maximumTasks());
        planned.joinFiles().forEach(file -> made.write("join " + file, file, "0"));
    }

    /** From here on the child can do less and less; only execve comes after the filter. */
    private void addRestrictions(ProbeTape made) {
        SyscallTape steps = made.tape();
        boolean privileged = key.has(Feature.SECCOMP) && !key.has(Feature.NO_NEW_PRIVS);
        if (key.has(Feature.CAPABILITIES)) {
            Capabilities.addDropAll(steps, privileged);
        }
        if (key.has(Feature.NO_NEW_PRIVS)) {
            steps.add("no_new_privs", Syscall.PRCTL, PR_SET_NO_NEW_PRIVS, 1);
        }
        made.resetSignals();
        if (key.has(Feature.SECCOMP)) {
            if (spec.program().isPresent()) {
                SeccompFilter.addRefusing(steps);
            } else {
                SeccompFilter.addTo(steps, ALLOWED);
            }
        }
    }

    /** For tests that make a step fail. */
    SyscallTape tape() {
        return tape.tape();
    }

    @Override
    public Instance start() {
        try {
            played = true;
            launcher.start(tape, process, spec);
        } catch (LaunchException e) {
            undo(e);
            throw e;
        }
        over = true;
        launcher.putBack(tape, spec);
        return new NamespaceInstance(
                launcher.kernel(), process, group, root, token, journal, entries);
    }

    private void undo(LaunchException cause) {
        try {
            if (group.isPresent()) {
                group.get().remove(launcher.kernel());
            }
            close();
        } catch (IOException | LaunchException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            cause.addSuppressed(e);
            if (!over) {
                over = true;
                tape.tape().close();
                process.release();
            }
        }
    }

    @Override
    public void close() {
        if (!over) {
            over = true;
            if (played) {
                tape.tape().close();
            } else {
                launcher.putBack(tape, spec);
            }
            process.release();
            removeRoot();
            journal.doneAll(entries);
        }
    }

    private void removeRoot() {
        try {
            root.remove();
        } catch (IOException e) {
            // The entries stay open: the cleaner will find what could not be removed.
            throw new LaunchException("undo", String.valueOf(e), "tare clean", e);
        }
    }
}
