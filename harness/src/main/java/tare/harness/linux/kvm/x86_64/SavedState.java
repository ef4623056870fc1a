package tare.harness.linux.kvm.x86_64;

import tare.harness.linux.Arena;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.x86_64.Structs.KvmMsrList;
import tare.harness.linux.kvm.x86_64.Structs.KvmMsrs;
import tare.harness.linux.kvm.x86_64.Structs.KvmRegs;
import tare.harness.linux.kvm.x86_64.Structs.KvmSregs;

/**
 * All that a vCPU without an interrupt controller is: general and special registers, floating point
 * and vectors, extended control, model-specific and debug registers, pending events. Saved once,
 * put into other vCPUs of machines with the same features any number of times.
 *
 * <p>One thread at a time.
 */
public final class SavedState implements AutoCloseable {

    /** More than any kernel lists (some 100 in Linux 6). */
    private static final int MOST_MSRS = 1024;

    private final Arena arena;
    private final long regs;
    private final long sregs;
    private final long xsave;
    private final long xcrs;
    private final long events;
    private final long debug;
    private final long power;
    private final long msrs;
    private final int msrCount;

    /**
     * Saves the state of a vCPU that {@link Vcpu#settle} has made fit for it.
     *
     * @throws NativeException if a request is refused
     */
    public SavedState(KvmDevice device, Vcpu vcpu) {
        arena =
                new Arena(
                        KvmRegs.SIZE
                                + KvmSregs.SIZE
                                + Structs.XSAVE_SIZE
                                + Structs.XCRS_SIZE
                                + Structs.EVENTS_SIZE
                                + Structs.DEBUGREGS_SIZE
                                + Structs.MP_STATE_SIZE
                                + KvmMsrs.ENTRIES
                                + (long) MOST_MSRS * KvmMsrs.ENTRY_SIZE
                                + Long.BYTES * 8);
        try {
            regs = got(vcpu, KvmRequest.KVM_GET_REGS, KvmRegs.SIZE);
            sregs = got(vcpu, KvmRequest.KVM_GET_SREGS, KvmSregs.SIZE);
            xsave = got(vcpu, KvmRequest.KVM_GET_XSAVE, Structs.XSAVE_SIZE);
            xcrs = got(vcpu, KvmRequest.KVM_GET_XCRS, Structs.XCRS_SIZE);
            events = got(vcpu, KvmRequest.KVM_GET_VCPU_EVENTS, Structs.EVENTS_SIZE);
            debug = got(vcpu, KvmRequest.KVM_GET_DEBUGREGS, Structs.DEBUGREGS_SIZE);
            power = got(vcpu, KvmRequest.KVM_GET_MP_STATE, Structs.MP_STATE_SIZE);
            msrs = arena.reserve(KvmMsrs.ENTRIES + (long) MOST_MSRS * KvmMsrs.ENTRY_SIZE);
            msrCount = saveMsrs(device, vcpu);
        } catch (NativeException e) {
            arena.close();
            throw e;
        }
    }

    private long got(Vcpu vcpu, KvmRequest request, int bytes) {
        long at = arena.reserve(bytes);
        vcpu.request(request, at);
        return at;
    }

    /**
     * One by one, because KVM_GET_MSRS stops at the first that it lists and does not read. A new
     * vCPU has zero in most: only the others are kept.
     */
    private int saveMsrs(KvmDevice device, Vcpu vcpu) {
        try (Arena scratch =
                new Arena(
                        KvmMsrList.INDICES
                                + (long) MOST_MSRS * Integer.BYTES
                                + KvmMsrs.ENTRIES
                                + KvmMsrs.ENTRY_SIZE
                                + Long.BYTES)) {
            long list = scratch.reserve(KvmMsrList.INDICES + (long) MOST_MSRS * Integer.BYTES);
            scratch.putInt(list + KvmMsrList.NMSRS, MOST_MSRS);
            device.request(KvmRequest.KVM_GET_MSR_INDEX_LIST, list);
            long one = scratch.reserve(KvmMsrs.ENTRIES + KvmMsrs.ENTRY_SIZE);
            int kept = 0;
            for (int i = 0; i < scratch.intAt(list + KvmMsrList.NMSRS); i++) {
                int number = scratch.intAt(list + KvmMsrList.INDICES + (long) i * Integer.BYTES);
                scratch.putInt(one + KvmMsrs.NMSRS, 1);
                scratch.putInt(one + KvmMsrs.ENTRIES, number);
                long read = vcpu.request(KvmRequest.KVM_GET_MSRS, one);
                long value = scratch.longAt(one + KvmMsrs.ENTRIES + KvmMsrs.ENTRY_DATA);
                if (read == 1 && value != 0) {
                    long entry = msrs + KvmMsrs.ENTRIES + (long) kept * KvmMsrs.ENTRY_SIZE;
                    arena.putInt(entry, number);
                    arena.putLong(entry + KvmMsrs.ENTRY_DATA, value);
                    kept++;
                }
            }
            arena.putInt(msrs + KvmMsrs.NMSRS, kept);
            return kept;
        }
    }

    /** A copy of the general registers, to be changed and handed to {@link #restore}. */
    public GeneralRegisters registers(Arena target) {
        return new GeneralRegisters(target, target.bytes(arena.bytesAt(regs, KvmRegs.SIZE)));
    }

    /**
     * Puts the state into a vCPU.
     *
     * @param registers general registers in place of those that were saved
     * @throws NativeException if a request is refused
     */
    public void restore(Vcpu vcpu, GeneralRegisters registers) {
        vcpu.request(KvmRequest.KVM_SET_SREGS, sregs);
        vcpu.request(KvmRequest.KVM_SET_REGS, registers.address());
        vcpu.request(KvmRequest.KVM_SET_XCRS, xcrs);
        vcpu.request(KvmRequest.KVM_SET_XSAVE, xsave);
        vcpu.request(KvmRequest.KVM_SET_VCPU_EVENTS, events);
        vcpu.request(KvmRequest.KVM_SET_DEBUGREGS, debug);
        vcpu.request(KvmRequest.KVM_SET_MP_STATE, power);
        long set = vcpu.request(KvmRequest.KVM_SET_MSRS, msrs);
        if (set != msrCount) {
            throw new NativeException(
                    "ioctl KVM_SET_MSRS at entry " + set + " of " + msrCount,
                    tare.harness.linux.Errno.EINVAL.number());
        }
    }

    /** Frees the state; idempotent. */
    @Override
    public void close() {
        arena.close();
    }
}
