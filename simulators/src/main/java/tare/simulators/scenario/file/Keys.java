package tare.simulators.scenario.file;

/** The keys of a scenario, object by object; the published schema has the same. */
final class Keys {

    static final String[] SCENARIO = {
        "name",
        "question",
        "seed",
        "repeats",
        "hosts",
        "reserved",
        "workload",
        "technologies",
        "measured",
        "policies",
        "admission",
        "step",
        "growth"
    };

    /** What elements of lists have unless they say otherwise. */
    static final String[] TEMPLATES = {"host", "part", "size", "trace", "technology"};

    static final String[] HOST = {"name", "count", "cores", "memory", "instances"};
    static final String[] RESERVED = {"cores", "memoryPercent"};
    static final String[] PART = {"count", "sizes", "order", "gap", "life", "trace"};
    static final String[] SIZE = {"weight", "cores", "memory", "priority", "owner", "gang"};
    static final String[] TRACE = {
        "format", "path", "digest", "memoryUnit", "cores", "memory", "keep", "machine", "mapping"
    };
    static final String[] MACHINE = {"id", "cores", "memory"};
    static final String[] TECHNOLOGY = {
        "name",
        "class",
        "memory",
        "low",
        "high",
        "cores",
        "hostMemory",
        "hostCores",
        "labels",
        "source",
        "inner",
        "inside",
        "fork"
    };
    static final String[] INSIDE = {
        "cores", "memory", "instances", "technology", "policy", "overhead", "low", "high"
    };
    static final String[] FORK = {"image", "hot", "writes", "after"};

    /** Of a fleet that is planned. */
    static final String[] FLEET = {
        "name",
        "question",
        "seed",
        "draws",
        "hosts",
        "reserved",
        "services",
        "demand",
        "technologies",
        "measured",
        "starts",
        "cpuFactors",
        "policies",
        "cpuOvercommit",
        "memoryOvercommit",
        "burst",
        "claim",
        "sla"
    };

    static final String[] OFFER = {"name", "count", "cores", "memory", "instances", "price"};
    static final String[] DEMAND = {"cpu", "levels", "memory"};
    static final String[] STARTS = {
        "technology", "class", "nanos", "time", "tail", "cpu", "curve", "cores", "labels", "source"
    };
    static final String[] CPU_FACTOR = {"technology", "factor", "source"};

    /** Of {@code boot-storm}. */
    static final String[] BOOT_STORM = {
        "kind",
        "name",
        "question",
        "seed",
        "repeats",
        "hosts",
        "technologies",
        "measured",
        "starts",
        "instances",
        "slots",
        "provision",
        "warm",
        "claim",
        "template"
    };

    /** Of {@code autoscale}. */
    static final String[] AUTOSCALE = {
        "kind",
        "name",
        "question",
        "seed",
        "repeats",
        "hosts",
        "technologies",
        "measured",
        "starts",
        "rate",
        "burst",
        "until",
        "service",
        "keep",
        "idle",
        "most"
    };

    static final String[] STORM_HOSTS = {"count", "cores"};
    static final String[] PROVISION = {"name", "time", "tail", "parallel"};
    static final String[] BURST = {"factor", "after", "lasts"};

    private Keys() {}
}
