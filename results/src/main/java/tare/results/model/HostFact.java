package tare.results.model;

/**
 * What is recorded of a host. A <em>binding</em> fact is part of the fingerprint: results from
 * hosts that differ in one are not comparable unless it is waived by name.
 */
public enum HostFact {
    ARCHITECTURE("architecture", true),
    CPU_MODEL("cpu.model", true),
    CPU_MICROCODE("cpu.microcode", true),
    CPU_ONLINE("cpu.online", true),
    CPU_SMT("cpu.smt", true),
    CPU_GOVERNOR("cpu.governor", true),
    CPU_TURBO("cpu.turbo", true),
    CPU_MITIGATIONS("cpu.mitigations", true),
    NUMA_NODES("numa.nodes", true),
    /** Rounded to 1 GiB. */
    MEMORY_GIB("memory.gib", true),
    KERNEL_RELEASE("kernel.release", true),
    CGROUP_LAYOUT("cgroup.layout", true),
    /** {@code none}, {@code hardware}, {@code nested} or {@code software-paging}; measured. */
    KVM_KIND("kvm.kind", true),
    HYPERVISOR("hypervisor", true),
    THP("memory.thp", true),
    KSM("memory.ksm", true),
    SWAP("memory.swap", true),
    PAGE_SIZE("memory.page-size", true),
    JAVA_MAJOR("java.major", true),
    JAVA_VERSION("java.version", false),
    HOST_NAME("host.name", false),
    OS_NAME("os.name", false),
    /** Exact total, in bytes. */
    MEMORY_TOTAL_BYTES("memory.total-bytes", false),
    CPU_CORE_TYPES("cpu.core-types", false),
    /** Turns per second of the ring-0 loop over those of the ring-3 loop, as measured. */
    KVM_RING_RATIO("kvm.ring-ratio", false),
    KVM_MODULES("kvm.modules", false),
    LOAD_AVERAGE("load.average", false),
    UPTIME_SECONDS("uptime.seconds", false),
    PRIVILEGE("privilege", false),
    STEAL_SHARE("cpu.steal-share", false),
    CPU_FREQUENCY("cpu.frequency-hertz", false),
    NOFILE_LIMIT("limit.nofile", false),
    PID_MAX("limit.pid-max", false);

    private final String id;
    private final boolean binding;

    HostFact(String id, boolean binding) {
        this.id = id;
        this.binding = binding;
    }

    /** The name written in result files. */
    public String id() {
        return id;
    }

    /** Whether the fact is part of the fingerprint. */
    public boolean binding() {
        return binding;
    }
}
