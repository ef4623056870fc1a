package tare.harness.backend.nspawn;

import java.nio.file.Path;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.InstanceSpec;
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
        NspawnRoot files = NspawnRoot.in(directory);
        OwnGroup group = groups.limitedAndKnownToSystemd(spec, name);
        return Recipe.beside(
                name,
                tape -> {
                    PrivateRun.addTo(tape);
                    group.addTo(tape);
                },
                command(files, spec, name),
                () -> {
                    group.sweep();
                    // Others that hold it keep it: a lock belongs to the open file, not its name.
                    Leavings.remove(files.lock());
                });
    }

    private Command command(NspawnRoot files, InstanceSpec spec, String name) {
        Command command =
                Command.of(program.orElseThrow())
                        .with("--quiet", "--register=no", "--keep-unit", "--private-network")
                        .with("--console=pipe", "--read-only", "--settings=no")
                        .with("--resolv-conf=off", "--timezone=off", "--link-journal=no")
                        .with("--drop-capability=all", "--no-new-privileges=yes")
                        // For the cleaner: a word that marks the command as this run's.
                        .with("--setenv=TARE_INSTANCE=" + name, "--machine=tare")
                        .with("--directory=" + files.directory(), "/probe");
        return spec.spinNanos() == 0 ? command : command.with(Long.toString(spec.spinNanos()));
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
