package tare.harness.backend.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Instance;
import tare.harness.linux.Namespace;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;

/** What /proc and the control groups say of a live instance's first process. */
public record LiveProcess(int pid) {

    public static LiveProcess of(Instance instance) {
        return new LiveProcess(instance.hostPid().orElseThrow());
    }

    private Path path() {
        return Path.of("/proc/" + pid);
    }

    /** A field of its status. */
    public String status(String field) throws IOException {
        return Files.readAllLines(path().resolve("status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    /** Its pid in its own namespace. */
    public String innerPid() throws IOException {
        String pids = status("NSpid");
        return pids.substring(pids.lastIndexOf('\t') + 1);
    }

    /** Those that differ from this process's. */
    public Set<Namespace> ownNamespaces() throws IOException {
        Set<Namespace> own = EnumSet.noneOf(Namespace.class);
        for (Namespace namespace : Namespace.values()) {
            Path ours = Path.of("/proc/self/ns", namespace.link());
            Path theirs = path().resolve("ns").resolve(namespace.link());
            if (!Files.readSymbolicLink(ours).equals(Files.readSymbolicLink(theirs))) {
                own.add(namespace);
            }
        }
        return own;
    }

    /** What its first mount is: that of its root. */
    public String rootMount() throws IOException {
        return Files.readAllLines(path().resolve("mountinfo")).stream()
                .filter(line -> line.split(" ", -1)[4].equals("/"))
                .findFirst()
                .orElseThrow();
    }

    /** The process that started it. */
    public int parent() throws IOException {
        return Integer.parseInt(status("PPid"));
    }

    /** The words of the command that started it. */
    public List<String> parentArguments() throws IOException {
        return List.of(Files.readString(parentFile("cmdline")).split("\0", -1));
    }

    /** A file of /proc about the process that started it. */
    public Path parentFile(String name) throws IOException {
        return Path.of("/proc/" + parent(), name);
    }

    /** The nearest limit that binds it. */
    public String limit(Controller controller, String version1, String version2)
            throws IOException {
        Hierarchy tree = CgroupLayout.read().hierarchy(controller).orElseThrow();
        String file = tree.version() == 1 ? version1 : version2;
        Path group = group(tree, controller);
        while (group != null && group.startsWith(tree.mount())) {
            Path limit = group.resolve(file);
            if (Files.exists(limit) && !Files.readString(limit).strip().equals("max")) {
                return Files.readString(limit).strip();
            }
            group = group.getParent();
        }
        return "none";
    }

    private Path group(Hierarchy tree, Controller controller) throws IOException {
        for (String line : Files.readAllLines(path().resolve("cgroup"))) {
            String[] fields = line.split(":", 3);
            boolean match =
                    tree.version() == 2
                            ? fields[0].equals("0")
                            : List.of(fields[1].split(",", -1)).contains(controller.kernelName());
            if (match) {
                return tree.mount().resolve(fields[2].substring(1));
            }
        }
        throw new AssertionError("no group of " + controller);
    }
}
