package tare.results.model;

/** The closed list of what may make a result less trustworthy, each with what to do about it. */
public enum WarningKind {
    GOVERNOR(
            "The CPU frequency governor is not 'performance'",
            "cpupower frequency-set -g performance"),
    TURBO(
            "Turbo is on: frequency depends on load and heat",
            "echo 1 > /sys/devices/system/cpu/intel_pstate/no_turbo"),
    SMT("Two hardware threads share a core", "echo off > /sys/devices/system/cpu/smt/control"),
    SWAP("Swap is on: memory figures may be too small", "swapoff -a"),
    NUMA("The host has several NUMA nodes", "run with --pin and the CPUs of one node"),
    MIXED_CORES("The host has cores of several types", "run with --pin and cores of one type"),
    THROTTLING("The CPU was throttled", "let the host cool, then run again"),
    KSM("Kernel samepage merging is on", "echo 0 > /sys/kernel/mm/ksm/run"),
    LOAD("Other work runs on the host", "stop it, or read the noisy rounds with care"),
    BATTERY("The host runs on battery", "connect it to power"),
    FONTS(
            "No usable font was found, pages cannot be drawn",
            "apt-get install fontconfig fonts-dejavu-core"),
    STEAL("The hypervisor took CPU time away", "run on a quieter or a dedicated host"),
    KVM_KIND("KVM here has no hardware of its own", "run on bare metal to learn about VMs"),
    NOISY_ROUND("A round was disturbed", "run again on a quiet host, or with more rounds"),
    JMH_DISAGREES("JMH's own figure and Tare's differ", "report it, with the result file"),
    CALIBRATION("The calibration error is larger than 20 us at p50", "run on a quiet host"),
    FEW_SAMPLES("Too few samples for the quantile", "run with --profile standard or more rounds"),
    UNSETTLED(
            "Scores still moved while they were measured",
            "let forks warm up for longer: --set overhead.warmup-ms=2000"),
    JVM_VIEW(
            "A JVM inside sees other limits than the one outside",
            "run with --pin, or compare with care"),
    NO_CGROUP("No writable memory cgroup: memory per instance is not measured", "run as root"),
    DRIFT(
            "Something grew while the population stayed",
            "run churn for longer; report it, with the result file"),
    LIMIT("A limit was met before all instances lived", "see the detail"),
    PARTIAL("The run ended early", "tare run --resume --out DIR"),
    CONCURRENT("Another run of Tare was active", "run without --concurrent"),
    UNPRIVILEGED("Run without root: some backends have less isolation", "run as root"),
    DISCARDED("Part of an input could not be used", "see the detail");

    private final String sentence;
    private final String remedy;

    WarningKind(String sentence, String remedy) {
        this.sentence = sentence;
        this.remedy = remedy;
    }

    /** What it means, without a full stop. */
    public String sentence() {
        return sentence;
    }

    /** What the user can do. */
    public String remedy() {
        return remedy;
    }
}
