package tare.harness.backend.bubblewrap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Program;
import tare.harness.backend.probe.Executed;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.cgroup.CgroupView;
import tare.results.model.BackendClass;

/** The probe by {@code bwrap}. */
final class BubblewrapDriver implements Driver {

    private final Optional<Path> program;
    private final boolean root;
    private final Path directory;
    private final OwnGroups groups = new OwnGroups();

    /**
     * @param program absolute; empty if there is none
     * @param root whether there are limits, and no user namespace
     * @param directory the run's private directory
     */
    BubblewrapDriver(Optional<Path> program, boolean root, Path directory) {
        this.program = program;
        this.root = root;
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public String key() {
        return BubblewrapRoom.KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        return "the probe by bwrap"
                + (root
                        ? ", which makes no control groups: Tare's own limit it and the probe"
                        : " in a user namespace, without limits");
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.hosting(root);
    }

    @Override
    public Availability find() {
        if (program.isEmpty()) {
            return new Availability.Unavailable(
                    "there is no program bwrap", "tare setup bubblewrap");
        }
        return new Availability.Available(
                root ? "" : "in a user namespace; no limits on memory and tasks without root");
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        InstanceRoot files = InstanceRoot.of(directory, spec, name);
        if (!root) {
            return Recipe.beside(name, tape -> {}, command(files, spec, name), () -> {});
        }
        OwnGroup group = groups.limited(spec, name);
        Command command = command(files, spec, name);
        return Recipe.beside(name, group::addTo, command, group::sweep);
    }

    /**
     * The namespaces of the key {@code namespace}, each by its name, so that one which cannot be
     * had is a failure. Never {@code --die-with-parent}: the parent whose end it looks at is a
     * thread of Tare's, and the probe ends with its control anyway.
     */
    private Command command(InstanceRoot files, InstanceSpec spec, String name) {
        Executed executed = Executed.inheriting(spec);
        Command command =
                Command.of(program.orElseThrow())
                        .with(files.own() ? "--bind" : "--ro-bind")
                        .with(files.directory().toString(), "/")
                        .with("--unshare-pid", "--unshare-net", "--unshare-ipc")
                        .with("--unshare-uts", "--unshare-cgroup", "--as-pid-1")
                        .with("--hostname", "tare", "--proc", "/proc", "--chdir", "/")
                        .with("--cap-drop", "ALL", "--clearenv")
                        // For the cleaner: it marks bwrap by its arguments, the probe by this.
                        .with("--setenv", "TARE_INSTANCE", name);
        for (String variable : executed.environment()) {
            String[] halves = variable.split("=", 2);
            command = command.with("--setenv", halves[0], halves.length == 2 ? halves[1] : "");
        }
        if (files.own()) {
            command = command.with("--dev", "/dev").with(mounts(executed, files, name));
        }
        return command.with(executed.words().toArray(String[]::new));
    }

    private String[] mounts(Executed executed, InstanceRoot files, String name) {
        List<String> options = new ArrayList<>();
        for (Program.Mount mount : executed.mounts()) {
            String path = mount.path().toString();
            options.addAll(List.of(mount.writable() ? "--bind" : "--ro-bind", path, path));
        }
        for (CgroupView view : groups.views(root ? name : "")) {
            String place = view.place().toString();
            files.makeDirectory(view.place());
            options.addAll(List.of("--ro-bind", view.group().toString(), place));
        }
        return options.toArray(String[]::new);
    }

    @Override
    public String aboutMemory(String name) {
        return root ? groups.aboutMemory(name) : "";
    }

    @Override
    public String remedy(String words) {
        if (words.contains("nknown option")) {
            return "tare setup bubblewrap";
        }
        if (words.contains("new namespace") || words.contains("uid map")) {
            return "allow user namespaces: sysctl user.max_user_namespaces, and on Ubuntu"
                    + " kernel.apparmor_restrict_unprivileged_userns";
        }
        return "";
    }
}
