package tare.results.model;

/** What kind of isolation a backend is; claims about VMs rest on {@link #VM} alone. */
public enum BackendClass {
    PROCESS("process", "process"),
    CONTAINER("container", "container"),
    SANDBOX("sandbox", "sandbox"),
    /** A KVM guest without operating system and devices: never called a VM. */
    BARE_GUEST("bare-guest", "bare KVM guest"),
    /** A machine with a guest kernel. */
    VM("vm", "virtual machine"),
    FORKED_VM("forked-vm", "forked virtual machine"),
    STACKED("stacked", "stacked container");

    private final String id;
    private final String noun;

    BackendClass(String id, String noun) {
        this.id = id;
        this.noun = noun;
    }

    /** The word written in result files. */
    public String id() {
        return id;
    }

    /** What a sentence calls one instance of this class. */
    public String noun() {
        return noun;
    }
}
