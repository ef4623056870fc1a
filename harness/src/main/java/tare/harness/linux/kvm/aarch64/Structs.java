package tare.harness.linux.kvm.aarch64;

/** Sizes, offsets and register numbers that are used, by the kernel's names. */
final class Structs {

    /** {@code struct kvm_vcpu_init}: the target, then feature bits; filled in by the kernel. */
    static final class KvmVcpuInit {
        static final int SIZE = 32;

        private KvmVcpuInit() {}
    }

    /** {@code struct kvm_one_reg}: which register, and where its value lies. */
    static final class KvmOneReg {
        static final int SIZE = 16;
        static final int ID = 0;
        static final int ADDR = 8;

        private KvmOneReg() {}
    }

    /** Register numbers for KVM_SET_ONE_REG. */
    static final class Register {

        /** KVM_REG_ARM64 | KVM_REG_SIZE_U64 | KVM_REG_ARM_CORE: offset in 32-bit words follows. */
        private static final long CORE = 0x6030000000100000L;

        /** The same with KVM_REG_ARM64_SYSREG: the instruction's op0, op1, CRn, CRm, op2 follow. */
        private static final long SYSTEM = 0x6030000000130000L;

        /** KVM_REG_ARM_CORE_REG(regs.regs[0]). */
        static final long X0 = CORE;

        static final long X1 = CORE + 2;
        static final long X2 = CORE + 4;
        static final long X3 = CORE + 6;
        static final long X4 = CORE + 8;

        /** KVM_REG_ARM_CORE_REG(regs.pc). */
        static final long PC = CORE + 0x40;

        /** ARM64_SYS_REG(3, 0, 12, 0, 0): where exceptions go. */
        static final long VBAR_EL1 = SYSTEM + (3 << 14) + (12 << 7);

        private Register() {}
    }

    private Structs() {}
}
