package tare.harness.backend.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.probe.ProbeRoot;
import tare.harness.backend.program.Leavings;

/**
 * One instance's bundle: a directory with config.json; the root file system is shared by all of a
 * run, read-only, and holds the probe alone.
 *
 * @param directory the instance's own, absolute
 */
public record Bundle(Path directory) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Sizes and names as in the runtime specification's examples. */
    private static final String VERSION = "1.0.2";

    private static final String STATE = "state";

    private static final FileAttribute<Set<PosixFilePermission>> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private static final List<String> NAMESPACES = List.of("pid", "network", "ipc", "uts", "mount");

    /**
     * Writes a bundle.
     *
     * @param parent the run's private directory
     * @param name of the instance
     * @param cgroup path of its control group, from the root of each tree
     * @throws IOException if it cannot be written
     */
    public static Bundle write(
            Path parent, String name, ProbeRoot root, InstanceSpec spec, String cgroup)
            throws IOException {
        Path directory = Files.createDirectory(parent.toAbsolutePath().resolve(name), PRIVATE);
        Bundle bundle = new Bundle(directory);
        try {
            Files.write(
                    directory.resolve("config.json"),
                    JSON.writeValueAsBytes(config(root, spec, cgroup)));
            Files.createDirectory(bundle.state(), PRIVATE);
            return bundle;
        } catch (IOException e) {
            // Without opening anything: it may have failed because nothing can be opened.
            Files.deleteIfExists(directory.resolve("config.json"));
            Files.deleteIfExists(bundle.state());
            Files.deleteIfExists(directory);
            throw e;
        }
    }

    /**
     * Where the runtime keeps what it knows of the instance: one directory for each, so that
     * whatever it writes there goes with the bundle.
     */
    public Path state() {
        return directory.resolve(STATE);
    }

    /** Where the runtime writes the pid of the instance's first process. */
    public Path pidFile() {
        return directory.resolve("pid");
    }

    /** The pid that the runtime has written; empty until then. */
    public OptionalInt pid() {
        try {
            String text = Files.readString(pidFile()).strip();
            return text.matches("[0-9]{1,9}")
                    ? OptionalInt.of(Integer.parseInt(text))
                    : OptionalInt.empty();
        } catch (IOException absent) {
            return OptionalInt.empty();
        }
    }

    /** Takes the bundle away; idempotent. */
    public void remove() throws IOException {
        Leavings.remove(directory);
    }

    private static ObjectNode config(ProbeRoot root, InstanceSpec spec, String cgroup) {
        ObjectNode config = JSON.createObjectNode().put("ociVersion", VERSION);
        ObjectNode process = config.putObject("process").put("terminal", false).put("cwd", "/");
        process.putObject("user").put("uid", 0).put("gid", 0);
        process.putArray("args").add("/probe");
        if (spec.spinNanos() != 0) {
            process.withArray("args").add(Long.toString(spec.spinNanos()));
        }
        process.putArray("env").add("PATH=/");
        process.put("noNewPrivileges", true);
        ObjectNode capabilities = process.putObject("capabilities");
        for (String set : List.of("bounding", "effective", "permitted", "inheritable")) {
            capabilities.putArray(set);
        }
        config.putObject("root").put("path", root.directory().toString()).put("readonly", true);
        config.put("hostname", "tare");
        mount(config, "/proc", "proc");
        // Of its own: without it runtimes make device nodes in the root that all instances share.
        ObjectNode dev = mount(config, "/dev", "tmpfs");
        List.of("nosuid", "strictatime", "mode=755", "size=65536k")
                .forEach(dev.putArray("options")::add);
        ObjectNode linux = config.putObject("linux").put("cgroupsPath", cgroup);
        NAMESPACES.forEach(type -> linux.withArray("namespaces").addObject().put("type", type));
        ObjectNode resources = linux.putObject("resources");
        resources.putObject("memory").put("limit", spec.memoryLimitBytes());
        resources.putObject("pids").put("limit", spec.maximumTasks());
        return config;
    }

    private static ObjectNode mount(ObjectNode config, String destination, String type) {
        return config.withArray("mounts")
                .addObject()
                .put("destination", destination)
                .put("type", type)
                .put("source", type);
    }
}
