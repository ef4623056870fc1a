package tare.harness.linux.kvm.x86_64;

import tare.harness.linux.Arena;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.VirtualMachine;
import tare.harness.linux.kvm.x86_64.Structs.KvmRegs;
import tare.harness.linux.kvm.x86_64.Structs.KvmSregs;

/**
 * A guest in real mode, as a processor leaves its reset: no page tables, no rings. Its code is this
 * class's own, two instructions that store to an address without memory for ever; its data segment
 * begins there.
 */
public final class RealMachine implements Machine {

    /** {@code mov [0], al} and a jump back to it, of 16 bits. */
    private static final byte[] STORE_FOR_EVER = {(byte) 0xa2, 0, 0, (byte) 0xeb, (byte) 0xfb};

    /** Where {@link BareMachine} has it. */
    private static final long TSS_ADDRESS = 0xfffbd000L;

    /** Bit 1 is always set. */
    private static final long RFLAGS = 2;

    private static final long SELECTOR_MASK = ~(0xffffL << Integer.SIZE);

    /** Held so that the native bytes live as long as this object. */
    private final Arena structs = new Arena(KvmSregs.SIZE);

    private final long sregs = structs.reserve(KvmSregs.SIZE);
    private final long memoryBytes;

    /**
     * Learns the reset state from a machine that is closed again.
     *
     * @param memoryBytes a multiple of 2 MiB
     * @throws tare.harness.linux.NativeException if a step is refused
     */
    public RealMachine(KvmDevice device, long memoryBytes) {
        this.memoryBytes = memoryBytes;
        try (VirtualMachine machine = device.createMachine(type())) {
            equip(machine);
            try (Vcpu vcpu = machine.createVcpu()) {
                vcpu.request(KvmRequest.KVM_GET_SREGS, sregs);
            }
        }
        long code = sregs + KvmSregs.CS;
        structs.putLong(code + KvmSegment.BASE, 0);
        structs.putLong(
                code + KvmSegment.LIMIT, structs.longAt(code + KvmSegment.LIMIT) & SELECTOR_MASK);
        structs.putLong(sregs + KvmSregs.DS + KvmSegment.BASE, memoryBytes);
    }

    @Override
    public long type() {
        return 0;
    }

    @Override
    public long memoryAddress() {
        return 0;
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public long mmioPhysicalAddress() {
        return memoryBytes;
    }

    @Override
    public long mmioAddress() {
        return memoryBytes;
    }

    /** The class's own code; what is handed over is of another mode. */
    @Override
    public byte[] image(byte[] code) {
        return STORE_FOR_EVER.clone();
    }

    @Override
    public long freeAddress() {
        return FREE_OFFSET;
    }

    @Override
    public boolean cachesMemory() {
        return true;
    }

    /** Without arguments: its code reads none. */
    @Override
    public long registers(Arena arena, long... arguments) {
        long regs = arena.reserve(KvmRegs.SIZE);
        arena.putLong(regs + KvmRegs.RFLAGS, RFLAGS);
        return regs;
    }

    @Override
    public void equip(VirtualMachine machine) {
        machine.request(KvmRequest.KVM_SET_TSS_ADDR, TSS_ADDRESS);
    }

    @Override
    public void equip(VirtualMachine machine, Vcpu vcpu) {
        vcpu.request(KvmRequest.KVM_SET_SREGS, sregs);
    }

    @Override
    public void enter(Vcpu vcpu, long registers) {
        vcpu.request(KvmRequest.KVM_SET_REGS, registers);
    }

    /** No code of its spins. */
    @Override
    public long counterHertz() {
        return 1;
    }
}
