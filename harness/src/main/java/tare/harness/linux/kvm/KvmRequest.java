package tare.harness.linux.kvm;

import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.NativeException;
import tare.harness.linux.Syscall;

/**
 * KVM's ioctls by the kernel's names; numbers as {@code _IO}, {@code _IOR}, {@code _IOW} with type
 * 0xAE make them, the size of the structure in bits 16 to 29.
 */
public enum KvmRequest {
    KVM_GET_API_VERSION(0xAE00),
    KVM_CREATE_VM(0xAE01),
    KVM_CHECK_EXTENSION(0xAE03),
    KVM_GET_VCPU_MMAP_SIZE(0xAE04),
    KVM_CREATE_VCPU(0xAE41),
    KVM_SET_USER_MEMORY_REGION(0x4020AE46),
    KVM_RUN(0xAE80),
    KVM_SET_SIGNAL_MASK(0x4004AE8B),

    // x86-64
    KVM_GET_SUPPORTED_CPUID(0xC008AE05L),
    KVM_GET_MSR_INDEX_LIST(0xC004AE02L),
    KVM_SET_TSS_ADDR(0xAE47),
    KVM_CREATE_IRQCHIP(0xAE60),
    KVM_GET_REGS(0x8090AE81L),
    KVM_SET_REGS(0x4090AE82),
    KVM_GET_SREGS(0x8138AE83L),
    KVM_SET_SREGS(0x4138AE84),
    KVM_SET_CPUID2(0x4008AE90),
    KVM_GET_MSRS(0xC008AE88L),
    KVM_SET_MSRS(0x4008AE89),
    KVM_GET_MP_STATE(0x8004AE98L),
    KVM_SET_MP_STATE(0x4004AE99),
    KVM_GET_VCPU_EVENTS(0x8040AE9FL),
    KVM_SET_VCPU_EVENTS(0x4040AEA0),
    KVM_GET_DEBUGREGS(0x8080AEA1L),
    KVM_SET_DEBUGREGS(0x4080AEA2),
    KVM_GET_XSAVE(0x9000AEA4L),
    KVM_SET_XSAVE(0x5000AEA5),
    KVM_GET_XCRS(0x8188AEA6L),
    KVM_SET_XCRS(0x4188AEA7),
    KVM_GET_TSC_KHZ(0xAEA3),

    // aarch64
    KVM_SET_ONE_REG(0x4010AEAC),
    KVM_ARM_VCPU_INIT(0x4020AEAE),
    KVM_ARM_PREFERRED_TARGET(0x8020AEAFL);

    private final long number;

    KvmRequest(long number) {
        this.number = number;
    }

    public long number() {
        return number;
    }

    /**
     * Makes the request and returns its result.
     *
     * @throws NativeException if it fails with anything but EINTR, on which it is made again
     */
    public long call(Kernel kernel, long descriptor, long argument) {
        while (true) {
            long result = kernel.attempt(Syscall.IOCTL, descriptor, number, argument);
            if (result >= 0) {
                return result;
            }
            if (result != -Errno.EINTR.number()) {
                throw new NativeException("ioctl " + name(), (int) -result);
            }
        }
    }
}
