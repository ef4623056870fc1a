package tare.harness.backend.lxc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.program.Command;
import tare.harness.backend.program.Driver;
import tare.harness.backend.program.Leavings;
import tare.harness.backend.program.PrivateRun;
import tare.harness.backend.program.Recipe;
import tare.harness.linux.Kernel;
import tare.results.model.BackendClass;

/** The probe by {@code lxc-start}, which stays as its monitor. */
final class LxcDriver implements Driver {

    private static final String CONFIGURATION = "config";

    private final Optional<Path> program;
    private final boolean root;
    private final Path directory;
    private @Nullable LxcGroups groups;

    /**
     * @param program absolute; empty if there is none
     * @param directory the run's private directory
     */
    LxcDriver(Optional<Path> program, boolean root, Path directory) {
        this.program = program;
        this.root = root;
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public String key() {
        return LxcRoom.KEY;
    }

    @Override
    public BackendClass backendClass() {
        return BackendClass.CONTAINER;
    }

    @Override
    public String description() {
        return "the probe as init by lxc-start in the foreground, with a configuration that Tare"
                + " writes; its monitor is not limited";
    }

    @Override
    public Availability find() {
        if (program.isEmpty()) {
            return new Availability.Unavailable("there is no program lxc-start", "tare setup lxc");
        }
        if (!root) {
            return new Availability.Unavailable(
                    "LXC makes its control groups as root alone", "run as root");
        }
        return PrivateRun.hides(directory).orElse(new Availability.Available(""));
    }

    @Override
    public Recipe recipe(InstanceSpec spec, String name) {
        LxcGroups known = groups();
        Path own = directory.resolve(name);
        Path configuration = own.resolve(CONFIGURATION);
        try {
            Files.createDirectory(
                    own,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.write(configuration, lines(ProbeRoot.in(directory), known.lines(spec, name)));
        } catch (IOException e) {
            throw new LaunchException("configuration", String.valueOf(e), "free space there", e);
        }
        Command command =
                Command.of(program.orElseThrow())
                        .with("-F", "-P", own.toString(), "-n", name)
                        .with("-f", configuration.toString(), "--", "/probe");
        return Recipe.beside(
                name,
                PrivateRun::addTo,
                spec.spinNanos() == 0 ? command : command.with(Long.toString(spec.spinNanos())),
                () -> {
                    known.sweep(name);
                    Leavings.remove(own);
                });
    }

    /** A namespace of each kind but user, as the key {@code namespace} has. */
    private static List<String> lines(ProbeRoot files, List<String> groups) {
        List<String> lines = new ArrayList<>();
        lines.add("lxc.uts.name = tare");
        lines.add("lxc.rootfs.path = dir:" + files.directory());
        lines.add("lxc.rootfs.options = ro");
        lines.add("lxc.net.0.type = empty");
        lines.add("lxc.mount.auto = proc:rw");
        lines.add("lxc.autodev = 0");
        lines.add("lxc.pty.max = 0");
        lines.add("lxc.tty.max = 0");
        lines.add("lxc.console.path = none");
        lines.add("lxc.cap.keep = none");
        lines.add("lxc.no_new_privs = 1");
        lines.addAll(groups);
        return lines;
    }

    private LxcGroups groups() {
        LxcGroups known = groups;
        if (known == null) {
            known = LxcGroups.read(new Kernel());
            groups = known;
        }
        return known;
    }

    @Override
    public String remedy(String words) {
        if (words.contains("nsupported config") || words.contains("nknown configuration key")) {
            return "install LXC 4.0.7 or later";
        }
        if (words.contains("apparmor") || words.contains("AppArmor")) {
            return "load LXC's AppArmor profiles, which its package brings";
        }
        if (words.contains("cgroup")) {
            return "mount control groups with memory and pids, writable";
        }
        if (words.contains("ermission denied") || words.contains("not permitted")) {
            return "run as root";
        }
        return "";
    }
}
