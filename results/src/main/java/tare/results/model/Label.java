package tare.results.model;

/** What a reader must know about a cell before using its number. The list is closed. */
public enum Label {
    /** Software played the guest's machine: an emulator, or a kernel that is a program. */
    EMULATED("emulated"),
    /** KVM ran inside a virtual machine, with hardware assistance. */
    NESTED_KVM("nested-kvm"),
    /** KVM ran without hardware assistance. */
    SOFTWARE_PAGING("software-paging"),
    /** One isolation inside another. */
    STACKED("stacked"),
    /** Computed by a model from measured inputs. */
    SIMULATED("simulated"),
    /** Taken from a publication: another host's figure. */
    PUBLISHED("published"),
    /** The instance had no network namespace of its own. */
    SHARED_NETWORK("shared-network"),
    /** Something else ran on the host, or the host was not quiet. */
    NOISY("noisy"),
    /** The run ended early: fewer samples than planned. */
    PARTIAL("partial"),
    /** The instrument's own proof failed. */
    UNPROVEN("unproven");

    private final String id;

    Label(String id) {
        this.id = id;
    }

    /** The word written in result files and shown in tables. */
    public String id() {
        return id;
    }

    /** Whether cells with this label are ranked apart from cells without it. */
    public boolean rankedApart() {
        return this == EMULATED || this == NESTED_KVM || this == SOFTWARE_PAGING;
    }
}
