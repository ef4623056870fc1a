package tare.harness.linux.kvm;

/** Offsets in {@code struct kvm_run}, the page that a vCPU shares with this process. */
final class KvmRun {

    static final int IMMEDIATE_EXIT = 1;
    static final int EXIT_REASON = 8;

    /** Start of the union; for a failed entry its first member is the hardware's reason. */
    static final int FAIL_ENTRY_REASON = 32;

    static final int MMIO_PHYS_ADDR = 32;
    static final int MMIO_DATA = 40;
    static final int MMIO_LEN = 48;
    static final int MMIO_IS_WRITE = 52;
    static final int INTERNAL_SUBERROR = 32;
    static final int SYSTEM_EVENT_TYPE = 32;

    private KvmRun() {}
}
