package tare.reports.page;

import java.util.ArrayList;
import java.util.List;
import tare.results.model.HostFact;
import tare.results.model.HostFacts;

/** The host in one line. */
final class HostLine {

    private static final String UNKNOWN = "unknown";

    private HostLine() {}

    /** What a reader needs first; facts that are not known are left out. */
    static String of(HostFacts host) {
        List<String> parts = new ArrayList<>();
        add(parts, host, HostFact.CPU_MODEL, "", "");
        add(parts, host, HostFact.CPU_ONLINE, "CPUs ", "");
        add(parts, host, HostFact.MEMORY_GIB, "", " GiB");
        add(parts, host, HostFact.KERNEL_RELEASE, "Linux ", "");
        add(parts, host, HostFact.CGROUP_LAYOUT, "cgroup ", "");
        add(parts, host, HostFact.KVM_KIND, "KVM: ", "");
        add(parts, host, HostFact.HYPERVISOR, "hypervisor: ", "");
        return parts.isEmpty() ? "host unknown" : String.join(" · ", parts);
    }

    private static void add(
            List<String> parts, HostFacts host, HostFact fact, String before, String after) {
        String value = host.value(fact);
        if (!value.isBlank() && !value.equals(UNKNOWN)) {
            parts.add(before + value + after);
        }
    }
}
