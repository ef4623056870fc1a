package tare.harness.backend.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Program;
import tare.harness.backend.probe.Executed;
import tare.harness.backend.probe.InstanceRoot;
import tare.harness.host.HostTree;
import tare.harness.host.Privilege;
import tare.harness.linux.Capabilities;
import tare.harness.linux.SeccompFilter;

/**
 * What a bundle's config.json says, sizes and names as in the runtime specification's examples.
 *
 * @param root path of its root
 * @param writable whether the root may be written to
 * @param executed the first process, and what it sees of the host
 * @param cgroup path of the control group, from the root of each tree
 * @param memory limit, a number of bytes
 * @param tasks limit, a number
 * @param parts what is on
 */
public record Config(
        String root,
        boolean writable,
        Executed executed,
        String cgroup,
        JsonNode memory,
        JsonNode tasks,
        Set<Part> parts) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String VERSION = "1.0.2";

    private static final List<String> MASKED =
            List.of(
                    "/proc/acpi",
                    "/proc/kcore",
                    "/proc/keys",
                    "/proc/latency_stats",
                    "/proc/sched_debug",
                    "/proc/scsi",
                    "/proc/timer_list",
                    "/sys/firmware");

    private static final List<String> READ_ONLY =
            List.of("/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger");

    /** For one instance. */
    static Config of(InstanceRoot root, InstanceSpec spec, String cgroup, Set<Part> parts) {
        return new Config(
                root.directory().toString(),
                root.own(),
                Executed.inheriting(spec),
                cgroup,
                NODES.numberNode(spec.memoryLimitBytes()),
                NODES.numberNode(spec.maximumTasks()),
                parts);
    }

    /**
     * For instances that somebody else fills in: each of these texts, with its quotes, is to be
     * replaced, by a number where the limits are.
     *
     * @param spin stands for the probe's argument, 0 if it does not spin
     */
    public static Config toBeFilledIn(
            String root, String spin, String cgroup, String memory, String tasks) {
        return new Config(
                root,
                false,
                new Executed(Executed.PROBE, List.of(spin), List.of(), List.of()),
                cgroup,
                NODES.textNode(memory),
                NODES.textNode(tasks),
                Part.USUAL);
    }

    /** As the file has it. */
    public byte[] bytes() {
        try {
            return JSON.writeValueAsBytes(node());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("in memory", e);
        }
    }

    private ObjectNode node() {
        ObjectNode config = JSON.createObjectNode().put("ociVersion", VERSION);
        ObjectNode process = config.putObject("process").put("terminal", false).put("cwd", "/");
        process.putObject("user").put("uid", 0).put("gid", 0);
        executed.words().forEach(process.putArray("args")::add);
        List<String> environment = executed.environment();
        (environment.isEmpty() ? List.of("PATH=/") : environment)
                .forEach(process.putArray("env")::add);
        process.put("noNewPrivileges", parts.contains(Part.NO_NEW_PRIVS));
        putCapabilities(process);
        boolean readOnly = !writable && parts.contains(Part.READ_ONLY);
        config.putObject("root").put("path", root).put("readonly", readOnly);
        if (parts.contains(Part.UTS)) {
            config.put("hostname", "tare");
        }
        mount(config, "/proc", "proc");
        // Of its own: without it runtimes make device nodes in the root that all instances share.
        ObjectNode dev = mount(config, "/dev", "tmpfs");
        List.of("nosuid", "strictatime", "mode=755", "size=65536k")
                .forEach(dev.putArray("options")::add);
        if (writable) {
            mountForProgram(config);
        }
        putKernel(config.putObject("linux").put("cgroupsPath", cgroup));
        return config;
    }

    /** None, or all that this process has: a runtime that is told of none drops all. */
    private void putCapabilities(ObjectNode process) {
        List<String> kept =
                parts.contains(Part.CAPABILITIES)
                        ? List.of()
                        : Capabilities.names(Privilege.read(HostTree.live()).capabilities());
        ObjectNode capabilities = process.putObject("capabilities");
        for (String set : List.of("bounding", "effective", "permitted", "inheritable")) {
            kept.forEach(capabilities.putArray(set)::add);
        }
    }

    private void putKernel(ObjectNode linux) {
        ArrayNode namespaces = linux.putArray("namespaces");
        Part.NAMESPACES.stream()
                .filter(parts::contains)
                .forEach(part -> namespaces.addObject().put("type", part.word()));
        namespaces.addObject().put("type", "mount");
        if (parts.contains(Part.LIMITS)) {
            ObjectNode resources = linux.putObject("resources");
            resources.putObject("memory").set("limit", memory);
            resources.putObject("pids").set("limit", tasks);
        }
        if (parts.contains(Part.USER)) {
            for (String mappings : List.of("uidMappings", "gidMappings")) {
                linux.putArray(mappings)
                        .addObject()
                        .put("containerID", 0)
                        .put("hostID", 0)
                        .put("size", 1);
            }
        }
        if (parts.contains(Part.MASKED)) {
            MASKED.forEach(linux.putArray("maskedPaths")::add);
            READ_ONLY.forEach(linux.putArray("readonlyPaths")::add);
        }
        if (parts.contains(Part.SECCOMP)) {
            ObjectNode seccomp = linux.putObject("seccomp").put("defaultAction", "SCMP_ACT_ALLOW");
            ObjectNode refused = seccomp.putArray("syscalls").addObject();
            SeccompFilter.refused().forEach(refused.putArray("names")::add);
            refused.put("action", "SCMP_ACT_ERRNO");
        }
    }

    /**
     * What it sees of the host, and of its control groups: a Java machine reads its limits there.
     */
    private void mountForProgram(ObjectNode config) {
        for (Program.Mount mount : executed.mounts()) {
            String path = mount.path().toString();
            ObjectNode bind = mount(config, path, "bind").put("source", path);
            List.of("rbind", "rprivate", "nosuid", "nodev", mount.writable() ? "rw" : "ro")
                    .forEach(bind.putArray("options")::add);
        }
        ObjectNode groups = mount(config, "/sys/fs/cgroup", "cgroup");
        List.of("nosuid", "noexec", "nodev", "ro").forEach(groups.putArray("options")::add);
    }

    private static ObjectNode mount(ObjectNode config, String destination, String type) {
        return config.withArray("mounts")
                .addObject()
                .put("destination", destination)
                .put("type", type)
                .put("source", type);
    }
}
