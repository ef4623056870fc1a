package tare.harness.backend.bubblewrap;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.Recipe;
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
        return Capability.probing(root);
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
        Command command = command(ProbeRoot.in(directory), spec, name);
        if (!root) {
            return Recipe.beside(name, tape -> {}, command, () -> {});
        }
        OwnGroup group = groups.limited(spec, name);
        return Recipe.beside(name, group::addTo, command, group::sweep);
    }

    /**
     * The namespaces of the key {@code namespace}, each by its name, so that one which cannot be
     * had is a failure. Never {@code --die-with-parent}: the parent whose end it looks at is a
     * thread of Tare's, and the probe ends with its control anyway.
     */
    private Command command(ProbeRoot files, InstanceSpec spec, String name) {
        Command command =
                Command.of(program.orElseThrow())
                        .with("--ro-bind", files.directory().toString(), "/")
                        .with("--unshare-pid", "--unshare-net", "--unshare-ipc")
                        .with("--unshare-uts", "--unshare-cgroup", "--as-pid-1")
                        .with("--hostname", "tare", "--proc", "/proc", "--chdir", "/")
                        .with("--cap-drop", "ALL", "--clearenv")
                        // For the cleaner: it marks bwrap by its arguments, the probe by this.
                        .with("--setenv", "TARE_INSTANCE", name, "/probe");
        return spec.spinNanos() == 0 ? command : command.with(Long.toString(spec.spinNanos()));
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
