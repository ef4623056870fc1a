package tare.harness.host;

import static tare.results.model.HostFact.CPU_CORE_TYPES;
import static tare.results.model.HostFact.CPU_FREQUENCY;
import static tare.results.model.HostFact.CPU_GOVERNOR;
import static tare.results.model.HostFact.CPU_MICROCODE;
import static tare.results.model.HostFact.CPU_MITIGATIONS;
import static tare.results.model.HostFact.CPU_MODEL;
import static tare.results.model.HostFact.CPU_ONLINE;
import static tare.results.model.HostFact.CPU_SMT;
import static tare.results.model.HostFact.CPU_TURBO;
import static tare.results.model.HostFact.NUMA_NODES;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import tare.results.model.HostFact;

/** Facts about the processor. */
final class CpuFacts {

    private static final String CPU = "sys/devices/system/cpu/";
    private static final String CPUINFO = "proc/cpuinfo";

    private final HostTree tree;
    private final Hardware hardware;
    private final Topology topology;

    CpuFacts(HostTree tree, Hardware hardware, Topology topology) {
        this.tree = tree;
        this.hardware = hardware;
        this.topology = topology;
    }

    void read(Map<HostFact, String> facts) {
        model().ifPresent(value -> facts.put(CPU_MODEL, value));
        info("microcode").ifPresent(value -> facts.put(CPU_MICROCODE, value));
        if (!topology.cpus().isEmpty()) {
            facts.put(CPU_ONLINE, CpuList.format(topology.ids()));
            facts.put(CPU_CORE_TYPES, String.join(", ", topology.types()));
        }
        tree.line(CPU + "smt/active")
                .ifPresent(value -> facts.put(CPU_SMT, value.equals("1") ? "on" : "off"));
        governors().ifPresent(value -> facts.put(CPU_GOVERNOR, value));
        turbo().ifPresent(value -> facts.put(CPU_TURBO, value));
        mitigations().ifPresent(value -> facts.put(CPU_MITIGATIONS, value));
        if (tree.exists("sys/devices/system/node/online")) {
            facts.put(NUMA_NODES, Integer.toString(nodes()));
        }
        frequencyHertz(tree).ifPresent(value -> facts.put(CPU_FREQUENCY, Long.toString(value)));
    }

    /** Mean frequency of all CPUs now: of cpufreq, else what x86 tells in /proc/cpuinfo. */
    static OptionalLong frequencyHertz(HostTree tree) {
        List<Long> hertz = new ArrayList<>();
        for (String policy : tree.names(CPU + "cpufreq")) {
            tree.number(CPU + "cpufreq/" + policy + "/scaling_cur_freq")
                    .ifPresent(kilohertz -> hertz.add(kilohertz * 1000));
        }
        if (hertz.isEmpty()) {
            for (String line : tree.lines(CPUINFO)) {
                String value = line.substring(line.indexOf(':') + 1).strip();
                if (line.startsWith("cpu MHz") && value.matches("[0-9]{1,9}(\\.[0-9]*)?")) {
                    hertz.add((long) (Double.parseDouble(value) * 1e6));
                }
            }
        }
        return hertz.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(hertz.stream().mapToLong(h -> h).sum() / hertz.size());
    }

    private Optional<String> model() {
        Optional<String> name = info("model name");
        if (name.isPresent()) {
            // Hypervisors shorten the name: family, model and stepping stay telling.
            return name.map(
                    n ->
                            n
                                    + numbered(" family ", info("cpu family"))
                                    + numbered(" model ", info("model"))
                                    + numbered(" stepping ", info("stepping")));
        }
        return hardware.cpuModel()
                .or(
                        () ->
                                info("CPU implementer")
                                        .map(
                                                maker ->
                                                        "implementer "
                                                                + maker
                                                                + numbered(
                                                                        " part ",
                                                                        info("CPU part"))));
    }

    private static String numbered(String word, Optional<String> value) {
        return value.map(v -> word + v).orElse("");
    }

    /** The first CPU's value: {@code key<tab>: value}. */
    private Optional<String> info(String key) {
        for (String line : tree.lines(CPUINFO)) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
                return Optional.of(line.substring(colon + 1).strip()).filter(v -> !v.isEmpty());
            }
        }
        return Optional.empty();
    }

    private Optional<String> governors() {
        TreeSet<String> found = new TreeSet<>();
        for (String policy : tree.names(CPU + "cpufreq")) {
            tree.line(CPU + "cpufreq/" + policy + "/scaling_governor").ifPresent(found::add);
        }
        return found.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", found));
    }

    private Optional<String> turbo() {
        return tree.line(CPU + "intel_pstate/no_turbo")
                .map(no -> no.equals("0") ? "on" : "off")
                .or(() -> tree.line(CPU + "cpufreq/boost").map(b -> b.equals("1") ? "on" : "off"));
    }

    /**
     * What the CPU is vulnerable to, and what is done about it; what does not concern it is left.
     */
    private Optional<String> mitigations() {
        String directory = CPU + "vulnerabilities";
        List<String> names = tree.names(directory);
        List<String> told = new ArrayList<>();
        for (String name : names) {
            tree.line(directory + "/" + name)
                    .filter(state -> !state.equals("Not affected"))
                    .ifPresent(state -> told.add(name + ": " + state));
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(told.isEmpty() ? "not affected" : String.join(" | ", told));
    }

    private int nodes() {
        return CpuList.parse(tree.line("sys/devices/system/node/online").orElse("")).size();
    }
}
