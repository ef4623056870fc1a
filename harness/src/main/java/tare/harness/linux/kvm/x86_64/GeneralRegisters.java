package tare.harness.linux.kvm.x86_64;

import tare.harness.linux.Arena;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.x86_64.Structs.KvmRegs;

/**
 * {@code struct kvm_regs} in native memory, with the registers through which a guest that serves is
 * asked for something.
 *
 * @param arena holds the structure
 * @param address where it lies
 */
public record GeneralRegisters(Arena arena, long address) {

    /** Native bytes that one takes of an arena at most. */
    public static final int ARENA_BYTES = KvmRegs.SIZE + Long.BYTES;

    /** The registers of a vCPU that {@link Vcpu#settle} has made fit for it. */
    public static GeneralRegisters of(Vcpu vcpu, Arena arena) {
        long at = arena.reserve(KvmRegs.SIZE);
        vcpu.request(KvmRequest.KVM_GET_REGS, at);
        return new GeneralRegisters(arena, at);
    }

    /** Sets RBX: a value. */
    public GeneralRegisters rbx(long value) {
        arena.putLong(address + KvmRegs.RBX, value);
        return this;
    }

    /** Sets RCX: what to read. */
    public GeneralRegisters rcx(long value) {
        arena.putLong(address + KvmRegs.RCX, value);
        return this;
    }

    /** Sets RDX: what to touch. */
    public GeneralRegisters rdx(long value) {
        arena.putLong(address + KvmRegs.RDX, value);
        return this;
    }

    /** Sets RSI: how long to spin. */
    public GeneralRegisters rsi(long value) {
        arena.putLong(address + KvmRegs.RSI, value);
        return this;
    }

    /** Sets R10: what to write. */
    public GeneralRegisters r10(long value) {
        arena.putLong(address + KvmRegs.R10, value);
        return this;
    }

    /** Sets R13: how many pages to write to at random. */
    public GeneralRegisters r13(long value) {
        arena.putLong(address + KvmRegs.R13, value);
        return this;
    }

    /** Sets R14: the state of the guest's generator. */
    public GeneralRegisters r14(long value) {
        arena.putLong(address + KvmRegs.R14, value);
        return this;
    }

    /** Sets R15: among which pages. */
    public GeneralRegisters r15(long value) {
        arena.putLong(address + KvmRegs.R15, value);
        return this;
    }

    /** Gives them to a vCPU. */
    public void set(Vcpu vcpu) {
        vcpu.request(KvmRequest.KVM_SET_REGS, address);
    }
}
