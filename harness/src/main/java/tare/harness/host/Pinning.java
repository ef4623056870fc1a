package tare.harness.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import tare.harness.host.Topology.Cpu;
import tare.results.failure.UsageError;

/**
 * Where the launching thread and where instances run, for {@code --pin}.
 *
 * @param harnessCpus CPU list of the launching thread; empty for no pinning
 * @param instanceCpus CPU list of instances; empty for no pinning
 * @param sentence what was chosen and why, for the report
 */
public record Pinning(String harnessCpus, String instanceCpus, String sentence) {

    /** No pinning. */
    public static final Pinning NONE = new Pinning("", "", "nothing is pinned");

    /**
     * Turns the option into CPUs.
     *
     * @param option {@code auto}, {@code none}, or a CPU list: its first physical core is the
     *     launching thread's, the others are the instances'
     * @param topology all CPUs
     * @param allowed those that this process may use
     * @throws UsageError if the option is no list, or names a CPU that cannot be used
     */
    public static Pinning of(String option, Topology topology, SortedSet<Integer> allowed) {
        if (option.equals("none")) {
            return NONE;
        }
        List<Cpu> usable =
                topology.cpus().stream().filter(cpu -> allowed.contains(cpu.id())).toList();
        return option.equals("auto") ? auto(usable) : listed(option, usable);
    }

    /** The CPUs that this process may use, from /proc/self/status. */
    public static SortedSet<Integer> allowed(HostTree tree, Topology topology) {
        return tree.after("proc/self/status", "Cpus_allowed_list:")
                .map(CpuList::parse)
                .orElseGet(topology::ids);
    }

    /**
     * Where one of several launchers runs that are at work at the same time: each has a CPU that it
     * may use to itself, so that a child begins where its parent waits for it; to wake another CPU
     * takes longer than most of a launch. Instances run anywhere.
     *
     * @param number of the launcher, from 0; those beyond the CPUs begin with the first again
     * @return {@link #NONE} where there is one CPU, or the kernel does not tell
     */
    public static Pinning ofLauncher(HostTree tree, int number) {
        List<Integer> allowed =
                tree.after("proc/self/status", "Cpus_allowed_list:")
                        .map(CpuList::parse)
                        .map(List::copyOf)
                        .orElse(List.of());
        if (allowed.size() < 2) {
            return NONE;
        }
        int cpu = allowed.get(number % allowed.size());
        return new Pinning(
                Integer.toString(cpu),
                CpuList.format(allowed),
                "launcher " + number + " on CPU " + cpu + ", instances anywhere");
    }

    /**
     * Two physical cores of one node and one type, the fastest type first, then the largest group:
     * one hardware thread each, so that their siblings stay free.
     */
    private static Pinning auto(List<Cpu> usable) {
        Map<String, List<Cpu>> groups = new LinkedHashMap<>();
        for (Cpu cpu : usable) {
            groups.computeIfAbsent(cpu.node() + " " + cpu.type(), key -> new ArrayList<>())
                    .add(cpu);
        }
        Comparator<List<Cpu>> speed =
                Comparator.comparing((List<Cpu> group) -> group.get(0).type().equals("performance"))
                        .thenComparing(group -> group.get(0).capacity())
                        .thenComparing(group -> firstThreads(group).size());
        List<Cpu> best =
                groups.values().stream()
                        .filter(group -> firstThreads(group).size() >= 2)
                        .max(speed)
                        .orElse(List.of());
        if (!best.isEmpty()) {
            List<Cpu> cores = firstThreads(best);
            return pair(
                    cores.get(0), cores.get(1), "different cores of one NUMA node and core type");
        }
        List<Cpu> cores = firstThreads(usable);
        if (cores.size() >= 2) {
            return pair(
                    cores.get(0),
                    cores.get(1),
                    "different cores, of unlike NUMA node or core type");
        }
        if (usable.size() >= 2) {
            return pair(usable.get(0), usable.get(1), "two hardware threads of the only core");
        }
        return new Pinning("", "", "nothing is pinned: there is only one CPU");
    }

    private static Pinning listed(String option, List<Cpu> usable) {
        SortedSet<Integer> wanted = CpuList.parse(option);
        List<Cpu> chosen = usable.stream().filter(cpu -> wanted.contains(cpu.id())).toList();
        if (wanted.isEmpty() || chosen.size() < wanted.size()) {
            throw new UsageError(
                    "CPUs to pin to cannot be used",
                    "--pin " + option,
                    "usable here are " + CpuList.format(usable.stream().map(Cpu::id).toList()),
                    "name CPUs among these, or use --pin auto");
        }
        int first = chosen.get(0).core();
        SortedSet<Integer> harness = new TreeSet<>();
        SortedSet<Integer> instances = new TreeSet<>();
        for (Cpu cpu : chosen) {
            (cpu.core() == first ? harness : instances).add(cpu.id());
        }
        boolean apart = !instances.isEmpty();
        String own = CpuList.format(harness);
        String theirs = apart ? CpuList.format(instances) : own;
        return new Pinning(
                own,
                theirs,
                "as asked: the harness on CPU "
                        + own
                        + ", instances on "
                        + theirs
                        + (apart ? "" : ", the same core"));
    }

    private static Pinning pair(Cpu harness, Cpu instances, String where) {
        return new Pinning(
                Integer.toString(harness.id()),
                Integer.toString(instances.id()),
                "the harness on CPU "
                        + harness.id()
                        + ", instances on CPU "
                        + instances.id()
                        + ": "
                        + where);
    }

    private static List<Cpu> firstThreads(List<Cpu> group) {
        Map<Integer, Cpu> byCore = new LinkedHashMap<>();
        group.forEach(cpu -> byCore.putIfAbsent(cpu.core(), cpu));
        return List.copyOf(byCore.values());
    }
}
