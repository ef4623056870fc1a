package tare.harness.linux.kvm;

/** Why KVM_RUN returned: KVM_EXIT_ numbers that a guest without devices can end in. */
public enum KvmExit {
    UNKNOWN(0, "the processor left the guest for a reason that KVM does not know"),
    EXCEPTION(1, "the guest raised an exception that KVM hands to the host"),
    IO(2, "the guest used an I/O port"),
    HYPERCALL(3, "the guest made a hypercall"),
    DEBUG(4, "the guest met a breakpoint"),
    HLT(5, "the guest halted"),
    MMIO(6, "the guest accessed an address without memory"),
    SHUTDOWN(8, "the guest faulted and has no handler (triple fault)"),
    FAIL_ENTRY(9, "the processor refused to enter the guest"),
    INTR(10, "a signal interrupted the guest"),
    INTERNAL_ERROR(17, "KVM could not go on with the guest"),
    SYSTEM_EVENT(24, "the guest asked for a shutdown or reset"),
    ARM_NISV(28, "the guest accessed an address without memory by an instruction not decoded"),
    MEMORY_FAULT(39, "the guest accessed memory that the host cannot give"),
    /** Any other number. */
    OTHER(-1, "KVM left the guest for a reason that Tare does not know");

    private final int number;
    private final String meaning;

    KvmExit(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** In words. */
    public String meaning() {
        return meaning;
    }

    int number() {
        return number;
    }

    static KvmExit of(int number) {
        for (KvmExit exit : values()) {
            if (exit.number == number) {
                return exit;
            }
        }
        return OTHER;
    }
}
