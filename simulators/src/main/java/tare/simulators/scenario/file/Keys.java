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

    private Keys() {}
}
