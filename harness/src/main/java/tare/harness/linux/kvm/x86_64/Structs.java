package tare.harness.linux.kvm.x86_64;

/** Sizes and offsets of the structures that are used, by the kernel's names. */
final class Structs {

    /** {@code struct kvm_regs}. */
    static final class KvmRegs {
        static final int SIZE = 144;
        static final int RBX = 8;
        static final int RCX = 16;
        static final int RDX = 24;
        static final int RSI = 32;
        static final int RDI = 40;
        static final int RSP = 48;
        static final int R8 = 64;
        static final int R10 = 80;
        static final int R13 = 104;
        static final int R14 = 112;
        static final int R15 = 120;
        static final int RIP = 128;
        static final int RFLAGS = 136;

        private KvmRegs() {}
    }

    /** {@code struct kvm_sregs}; its two tables are {@code struct kvm_dtable}. */
    static final class KvmSregs {
        static final int SIZE = 312;
        static final int CS = 0;
        static final int DS = 24;
        static final int ES = 48;
        static final int FS = 72;
        static final int GS = 96;
        static final int SS = 120;
        static final int TR = 144;
        static final int GDT_LIMIT = 200;
        static final int IDT_LIMIT = 216;
        static final int CR0 = 224;
        static final int CR3 = 240;
        static final int CR4 = 248;
        static final int EFER = 264;

        private KvmSregs() {}
    }

    /** {@code struct kvm_cpuid2}, followed by its entries, {@code struct kvm_cpuid_entry2}. */
    static final class KvmCpuid2 {
        static final int NENT = 0;
        static final int ENTRIES = 8;
        static final int ENTRY_SIZE = 40;

        private KvmCpuid2() {}
    }

    /** {@code struct kvm_msr_list}, followed by the numbers. */
    static final class KvmMsrList {
        static final int NMSRS = 0;
        static final int INDICES = 4;

        private KvmMsrList() {}
    }

    /** {@code struct kvm_msrs}, followed by its entries, {@code struct kvm_msr_entry}. */
    static final class KvmMsrs {
        static final int NMSRS = 0;
        static final int ENTRIES = 8;
        static final int ENTRY_SIZE = 16;
        static final int ENTRY_DATA = 8;

        private KvmMsrs() {}
    }

    /** Sizes of structures that are only handed back. */
    static final int XSAVE_SIZE = 4096;

    static final int XCRS_SIZE = 392;
    static final int EVENTS_SIZE = 64;
    static final int DEBUGREGS_SIZE = 128;
    static final int MP_STATE_SIZE = 4;

    private Structs() {}
}
