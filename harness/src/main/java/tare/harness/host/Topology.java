package tare.harness.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The CPUs that are online, and how they belong together.
 *
 * @param cpus by number
 */
public record Topology(List<Cpu> cpus) {

    public Topology {
        cpus = List.copyOf(cpus);
    }

    /**
     * One hardware thread.
     *
     * @param core the lowest number of the CPUs that share its physical core
     * @param node NUMA node, 0 where the kernel has none
     * @param type what tells kinds of cores apart; the same word for all where there is one kind
     * @param capacity how fast next to the fastest, 1024 for that; 0 if unknown
     */
    public record Cpu(int id, int core, int node, String type, long capacity) {}

    private static final String CPU = "sys/devices/system/cpu/";
    private static final String NODE = "sys/devices/system/node/";

    /** Reads /sys (kernel.org, ABI/testing/sysfs-devices-system-cpu). */
    public static Topology read(HostTree tree) {
        SortedSet<Integer> online = cpuList(tree, CPU + "online");
        if (online.isEmpty()) {
            // /sys may be hidden; /proc/stat has a line for each CPU that is online.
            for (String line : tree.lines("proc/stat")) {
                if (line.matches("cpu[0-9]+ .*")) {
                    online.add(Integer.valueOf(line.substring(3, line.indexOf(' '))));
                }
            }
        }
        SortedSet<Integer> performance = cpuList(tree, "sys/devices/cpu_core/cpus");
        SortedSet<Integer> efficient = cpuList(tree, "sys/devices/cpu_atom/cpus");
        List<Cpu> cpus = new ArrayList<>();
        for (int id : online) {
            OptionalLong capacity = tree.number(CPU + "cpu" + id + "/cpu_capacity");
            String type =
                    performance.contains(id)
                            ? "performance"
                            : efficient.contains(id)
                                    ? "efficient"
                                    : capacity.isPresent()
                                            ? "capacity " + capacity.getAsLong()
                                            : "one";
            SortedSet<Integer> siblings =
                    cpuList(tree, CPU + "cpu" + id + "/topology/thread_siblings_list");
            siblings.retainAll(online);
            cpus.add(
                    new Cpu(
                            id,
                            siblings.isEmpty() ? id : siblings.first(),
                            node(tree, id),
                            type,
                            capacity.orElse(0)));
        }
        return new Topology(cpus);
    }

    /** Number of physical cores. */
    public int cores() {
        return (int) cpus.stream().mapToInt(Cpu::core).distinct().count();
    }

    /** Number of NUMA nodes with CPUs. */
    public int nodes() {
        return (int) cpus.stream().mapToInt(Cpu::node).distinct().count();
    }

    /** The kinds of cores, sorted. */
    public List<String> types() {
        return cpus.stream().map(Cpu::type).distinct().sorted().toList();
    }

    /** Numbers of all CPUs. */
    public SortedSet<Integer> ids() {
        SortedSet<Integer> ids = new TreeSet<>();
        cpus.forEach(cpu -> ids.add(cpu.id()));
        return ids;
    }

    private static int node(HostTree tree, int cpu) {
        return tree.names(CPU + "cpu" + cpu).stream()
                .filter(name -> name.matches("node[0-9]+"))
                .map(name -> Integer.valueOf(name.substring("node".length())))
                .findFirst()
                .or(() -> nodeByList(tree, cpu))
                .orElse(0);
    }

    /** The link in the CPU's directory is missing in captured trees and on some kernels. */
    private static Optional<Integer> nodeByList(HostTree tree, int cpu) {
        for (int node : cpuList(tree, NODE + "online")) {
            if (cpuList(tree, NODE + "node" + node + "/cpulist").contains(cpu)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private static SortedSet<Integer> cpuList(HostTree tree, String path) {
        return CpuList.parse(tree.line(path).orElse(""));
    }
}
