package tare.harness.backend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;

/** What the kernel says of a live instance's first process, as the host sees it. */
public final class Inside {

    private final int pid;

    private Inside(int pid) {
        this.pid = pid;
    }

    /** Of an instance that is ready. */
    public static Inside of(Instance instance) {
        return new Inside(instance.hostPid().orElseThrow());
    }

    /** Its pid in its own pid namespace: the last of NSpid. */
    public int innermostPid() throws IOException {
        String line = status("NSpid:");
        String[] numbers = line.split("\\s+", -1);
        return Integer.parseInt(numbers[numbers.length - 1]);
    }

    private String status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(name))
                .findFirst()
                .orElseThrow();
    }

    /** In MiB, from its group. */
    public String memoryLimit() throws IOException {
        Hierarchy tree = CgroupLayout.read().hierarchy(Controller.MEMORY).orElseThrow();
        String file = tree.version() == 1 ? "memory.limit_in_bytes" : "memory.max";
        return (Long.parseLong(read(tree, file)) >> 20) + " MiB";
    }

    /** From its group. */
    public int taskLimit() throws IOException {
        Hierarchy tree = CgroupLayout.read().hierarchy(Controller.PIDS).orElseThrow();
        return Integer.parseInt(read(tree, "pids.max"));
    }

    private String read(Hierarchy tree, String file) throws IOException {
        String group = group(Integer.toString(pid), tree);
        return Files.readAllLines(tree.mount().resolve(group.substring(1)).resolve(file))
                .get(0)
                .strip();
    }

    /** The path of a process's memory group. */
    public static String memoryGroup(String process) throws IOException {
        return group(process, CgroupLayout.read().hierarchy(Controller.MEMORY).orElseThrow());
    }

    private static String group(String process, Hierarchy tree) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + process + "/cgroup"))) {
            String[] fields = line.split(":", 3);
            List<String> controllers = List.of(fields[1].split(",", -1));
            if (tree.version() == 2
                    ? fields[0].equals("0")
                    : tree.controllers().containsAll(controllers) && !fields[1].isEmpty()) {
                return fields[2];
            }
        }
        throw new AssertionError("no group of " + process);
    }

    /** Which of these exist on the host. */
    public static Map<Path, Boolean> existence(String... paths) {
        Map<Path, Boolean> found = new TreeMap<>();
        for (String path : paths) {
            found.put(Path.of(path), Files.exists(Path.of(path)));
        }
        return found;
    }
}
