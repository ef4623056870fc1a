package tare.harness.host;

import static tare.results.model.HostFact.ARCHITECTURE;
import static tare.results.model.HostFact.CGROUP_LAYOUT;
import static tare.results.model.HostFact.HOST_NAME;
import static tare.results.model.HostFact.HYPERVISOR;
import static tare.results.model.HostFact.KERNEL_RELEASE;
import static tare.results.model.HostFact.KSM;
import static tare.results.model.HostFact.KVM_MODULES;
import static tare.results.model.HostFact.MEMORY_GIB;
import static tare.results.model.HostFact.MEMORY_TOTAL_BYTES;
import static tare.results.model.HostFact.OS_NAME;
import static tare.results.model.HostFact.PAGE_SIZE;
import static tare.results.model.HostFact.SWAP;
import static tare.results.model.HostFact.THP;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tare.harness.linux.cgroup.CgroupLayout;
import tare.results.model.HostFact;

/** Facts about memory, kernel and what lies below the kernel. */
final class SystemFacts {

    private static final long KIB = 1024;
    private static final double GIB = 1L << 30;

    private final HostTree tree;
    private final Hardware hardware;

    SystemFacts(HostTree tree, Hardware hardware) {
        this.tree = tree;
        this.hardware = hardware;
    }

    void read(Map<HostFact, String> facts) {
        memory(facts);
        tree.line("proc/sys/kernel/osrelease").ifPresent(v -> facts.put(KERNEL_RELEASE, v));
        tree.line("proc/sys/kernel/hostname").ifPresent(v -> facts.put(HOST_NAME, v));
        tree.after("etc/os-release", "PRETTY_NAME=")
                .ifPresent(v -> facts.put(OS_NAME, v.replace("\"", "")));
        architecture().ifPresent(v -> facts.put(ARCHITECTURE, v));
        cgroups().ifPresent(v -> facts.put(CGROUP_LAYOUT, v));
        hypervisor().ifPresent(v -> facts.put(HYPERVISOR, v));
        List<String> modules =
                tree.names("sys/module").stream().filter(n -> n.matches("kvm(_.*)?")).toList();
        if (tree.exists("sys/module")) {
            facts.put(KVM_MODULES, modules.isEmpty() ? "none" : String.join(", ", modules));
        }
    }

    private void memory(Map<HostFact, String> facts) {
        OptionalLong total =
                tree.after("proc/meminfo", "MemTotal:")
                        .map(HostTree::whole)
                        .orElse(OptionalLong.empty());
        if (total.isPresent()) {
            long bytes = total.getAsLong() * KIB;
            facts.put(MEMORY_TOTAL_BYTES, Long.toString(bytes));
            facts.put(MEMORY_GIB, Long.toString(Math.round(bytes / GIB)));
        }
        // The choice that holds stands in brackets.
        tree.line("sys/kernel/mm/transparent_hugepage/enabled")
                .filter(v -> v.contains("[") && v.contains("]"))
                .ifPresent(v -> facts.put(THP, v.substring(v.indexOf('[') + 1, v.indexOf(']'))));
        tree.line("sys/kernel/mm/ksm/run")
                .ifPresent(v -> facts.put(KSM, v.equals("1") ? "on" : "off"));
        if (tree.exists("proc/swaps")) {
            // The first line is a heading.
            facts.put(SWAP, tree.lines("proc/swaps").size() > 1 ? "on" : "off");
        }
        tree.after("proc/self/smaps", "KernelPageSize:")
                .map(HostTree::whole)
                .filter(OptionalLong::isPresent)
                .ifPresent(v -> facts.put(PAGE_SIZE, Long.toString(v.getAsLong() * KIB)));
    }

    /** The kernel's, by its own word (Linux 6.1), else the virtual machine's. */
    private Optional<String> architecture() {
        Optional<String> kernel = tree.line("proc/sys/kernel/arch");
        if (kernel.isPresent() || !tree.isLive()) {
            return kernel;
        }
        String name = System.getProperty("os.arch", "");
        return Optional.of(name.equals("amd64") ? "x86_64" : name).filter(n -> !n.isEmpty());
    }

    private Optional<String> cgroups() {
        try {
            return Optional.of(CgroupLayout.read(tree.root()).describe());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /**
     * {@code none}, or what this kernel runs on. On x86 the CPU tells whether there is one, and the
     * clocks it offers, or the firmware, tell which; elsewhere the firmware alone can tell.
     */
    private Optional<String> hypervisor() {
        Optional<String> type = tree.line("sys/hypervisor/type");
        if (type.isPresent()) {
            return type;
        }
        Optional<String> flags =
                tree.lines("proc/cpuinfo").stream()
                        .filter(line -> line.startsWith("flags"))
                        .findFirst();
        if (flags.isPresent() && !(flags.get() + " ").contains(" hypervisor ")) {
            return Optional.of("none");
        }
        String clocks =
                tree.line("sys/devices/system/clocksource/clocksource0/available_clocksource")
                        .orElse("");
        if (clocks.contains("kvm-clock")) {
            return Optional.of("kvm");
        }
        if (clocks.contains("hyperv")) {
            return Optional.of("hyper-v");
        }
        return tree.line("sys/class/dmi/id/sys_vendor")
                .map(v -> v + " " + tree.line("sys/class/dmi/id/product_name").orElse(""))
                .or(hardware::machine)
                .flatMap(SystemFacts::byMachine)
                .or(() -> flags.map(present -> "of unknown kind"));
    }

    /** The makers of virtual machines that name themselves in the firmware's tables. */
    private static Optional<String> byMachine(String machine) {
        String text = machine.toLowerCase(Locale.ROOT);
        for (String[] known :
                new String[][] {
                    {"vmware", "vmware"},
                    {"virtualbox", "virtualbox"},
                    {"innotek", "virtualbox"},
                    {"xen", "xen"},
                    {"kvm", "kvm"},
                    {"qemu", "qemu"},
                    {"microsoft corporation virtual", "hyper-v"},
                    {"amazon ec2", "kvm"},
                    {"google compute engine", "kvm"},
                    {"parallels", "parallels"}
                }) {
            // Amazon's and Google's bare machines say so.
            if (text.contains(known[0]) && !text.contains("metal")) {
                return Optional.of(known[1]);
            }
        }
        return Optional.empty();
    }
}
