package tare.harness.backend.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.harness.linux.cgroup.Controller;
import tare.harness.linux.cgroup.Hierarchy;

/** What the kernel enforces on a process's group. */
record LimitsOf(long memoryBytes, long tasks) {

    static LimitsOf process(int pid) throws IOException {
        CgroupLayout layout = CgroupLayout.read();
        Hierarchy memory = layout.hierarchy(Controller.MEMORY).orElseThrow();
        Hierarchy tasks = layout.hierarchy(Controller.PIDS).orElseThrow();
        String file = memory.version() == 1 ? "memory.limit_in_bytes" : "memory.max";
        return new LimitsOf(
                number(group(memory, "memory", pid).resolve(file)),
                number(group(tasks, "pids", pid).resolve("pids.max")));
    }

    private static Path group(Hierarchy tree, String controller, int pid) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", "" + pid, "cgroup"))) {
            String[] fields = line.split(":", 3);
            if (tree.version() == 1 ? fields[1].equals(controller) : fields[0].equals("0")) {
                return tree.mount().resolve(fields[2].substring(1));
            }
        }
        throw new AssertionError("process " + pid + " is in no group of " + tree);
    }

    private static long number(Path file) throws IOException {
        String line = Files.readAllLines(file).get(0);
        return line.equals("max") ? Long.MAX_VALUE : Long.parseLong(line);
    }
}
