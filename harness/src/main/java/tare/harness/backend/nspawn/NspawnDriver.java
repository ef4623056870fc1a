package tare.harness.backend.nspawn;

import java.nio.file.Path;
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
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.OwnGroup;
import tare.harness.backend.program.OwnGroups;
import tare.harness.backend.program.PrivateRun;
import tare.harness.backend.program.Recipe;
import tare.results.model.BackendClass;

/** The probe by {@code systemd-nspawn}. */
final class NspawnDriver implements Driver {

    private final Optional<Path> program;
    private final boolean root;
    private final Path directory;
    private final OwnGroups groups = new OwnGroups();

    /**
     * @param program absolute; empty if there is none
     * @param directory the run's private directory
     */
    NspawnDriver(Optional<Path> program, boolean root, Path directory) {
        this.program = program;
        this.root = root;
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public String key() {
        return NspawnRoom.KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        return "the probe by systemd-nspawn without a running systemd, what CoreOS rkt's default"
                + " stage 1 was; a group of Tare's limits it and the probe";
    }

    @Override
    public Availability find() {
        if (program.isEmpty()) {
            return new Availability.Unavailable(
                    "there is no program systemd-nspawn", "tare setup nspawn");
        }
        if (!root) {
            return new Availability.Unavailable(
                    "systemd-nspawn works for root alone", "run as root");
        }
        return PrivateRun.hides(directory).orElse(new Availability.Available(""));
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        Path root = root(spec, name);
        OwnGroup group = groups.limitedAndKnownToSystemd(spec, name);
        return Recipe.beside(
                name,
                tape -> {
                    PrivateRun.addTo(tape);
                    group.addTo(tape);
                },
                command(root, spec, name),
                () -> {
                    group.sweep();
                    // Others that hold it keep it: a lock belongs to the open file, not its name.
                    Leavings.remove(NspawnRoot.lock(root));
                });
    }

    private Path root(InstanceSpec spec, String name) {
        if (spec.program().isEmpty()) {
            return NspawnRoot.in(directory).directory();
        }
        InstanceRoot own = InstanceRoot.of(directory, spec, name);
        NspawnRoot.complete(own);
        return own.directory();
    }

    private Command command(Path files, InstanceSpec spec, String name) {
        Executed executed = Executed.inheriting(spec);
        Command command =
                Command.of(program.orElseThrow())
                        .with("--quiet", "--register=no", "--keep-unit", "--private-network")
                        .with("--console=pipe", "--settings=no")
                        .with("--resolv-conf=off", "--timezone=off", "--link-journal=no")
                        .with("--drop-capability=all", "--no-new-privileges=yes")
                        // For the cleaner: a word that marks the command as this run's.
                        .with("--setenv=TARE_INSTANCE=" + name, "--machine=tare")
                        .with("--directory=" + files);
        if (spec.program().isEmpty()) {
            command = command.with("--read-only");
        }
        for (String variable : executed.environment()) {
            command = command.with("--setenv=" + variable);
        }
        for (Program.Mount mount : executed.mounts()) {
            String option = mount.writable() ? "--bind=" : "--bind-ro=";
            command = command.with(option + escaped(mount.path()));
        }
        return command.with(executed.words().toArray(String[]::new));
    }

    /** A colon would begin the path inside. */
    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\").replace(":", "\\:");
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.hosting(true);
    }

    @Override
    public String aboutMemory(String name) {
        return groups.aboutMemory(name);
    }

    @Override
    public String remedy(String words) {
        if (words.contains("eed to be root") || words.contains("ermission denied")) {
            return "run as root";
        }
        if (words.contains("currently busy")) {
            return "tare clean";
        }
        if (words.contains("nrecognized option")) {
            return "install systemd-nspawn 242 or later";
        }
        if (words.contains("cgroup")) {
            return "mount control groups with memory and pids, writable";
        }
        return "";
    }
}
