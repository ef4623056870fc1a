package tare.harness.backend.lxc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Program;
import tare.harness.backend.probe.Executed;
import tare.harness.backend.probe.InstanceRoot;
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
        InstanceRoot root = InstanceRoot.of(directory, spec, name);
        try {
            Files.createDirectory(
                    own,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Files.write(configuration, lines(root, spec, known.lines(spec, name)));
        } catch (IOException e) {
            throw new LaunchException("configuration", String.valueOf(e), "free space there", e);
        }
        Command command =
                Command.of(program.orElseThrow())
                        .with("-F", "-P", own.toString(), "-n", name)
                        .with("-f", configuration.toString(), "--")
                        .with(Executed.inheriting(spec).words().toArray(String[]::new));
        return Recipe.beside(
                name,
                PrivateRun::addTo,
                command,
                () -> {
                    known.sweep(name);
                    Leavings.remove(own);
                });
    }

    /** A namespace of each kind but user, as the key {@code namespace} has. */
    private static List<String> lines(InstanceRoot files, InstanceSpec spec, List<String> groups) {
        List<String> lines = new ArrayList<>();
        lines.add("lxc.uts.name = tare");
        lines.add("lxc.rootfs.path = dir:" + files.directory());
        lines.add("lxc.rootfs.options = " + (files.own() ? "rw" : "ro"));
        lines.add("lxc.net.0.type = empty");
        lines.add("lxc.mount.auto = proc:rw" + (files.own() ? " cgroup:ro" : ""));
        lines.add("lxc.autodev = " + (files.own() ? 1 : 0));
        lines.add("lxc.pty.max = 0");
        lines.add("lxc.tty.max = 0");
        lines.add("lxc.console.path = none");
        lines.add("lxc.cap.keep = none");
        lines.add("lxc.no_new_privs = 1");
        lines.addAll(groups);
        if (files.own()) {
            // The loopback alone: there is nothing else in the namespace.
            lines.add("lxc.net.0.flags = up");
        }
        Executed executed = Executed.inheriting(spec);
        for (String variable : executed.environment()) {
            lines.add("lxc.environment = " + variable);
        }
        for (Program.Mount mount : executed.mounts()) {
            lines.add("lxc.mount.entry = " + entry(mount));
        }
        return lines;
    }

    /** As in fstab(5), where the place lies below the container's root. */
    private static String entry(Program.Mount mount) {
        String path = mount.path().toString().replace("\\", "\\134").replace(" ", "\\040");
        String place = path.substring(1);
        return path + " " + place + " none rbind" + (mount.writable() ? "" : ",ro") + " 0 0";
    }

    @Override
    public Set<Capability> capabilities() {
        return Capability.hosting(true);
    }

    @Override
    public String aboutMemory(String name) {
        LxcGroups known = groups;
        return known == null ? "" : known.aboutMemory(name);
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
