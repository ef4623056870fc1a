package tare.harness.linux.kvm.x86_64;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import tare.harness.linux.Arena;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.VirtualMachine;
import tare.harness.linux.kvm.x86_64.Structs.KvmCpuid2;
import tare.harness.linux.kvm.x86_64.Structs.KvmRegs;
import tare.harness.linux.kvm.x86_64.Structs.KvmSregs;

/**
 * A guest in 64-bit mode without interrupts, exception handlers or descriptor tables: its segments
 * exist only as the vCPU's hidden state, so any fault is a triple fault and leaves the guest.
 *
 * <p>Its memory is two pages. The first is all its page tables at once: entry 0 points to the page
 * itself, so that the processor, walking by index 0 through the two upper levels, comes to the same
 * page as page directory, whose next entries map 2 MiB each: the memory, and an address range
 * behind it. The second page is the code.
 */
public final class BareMachine implements Machine {

    private static final long LARGE_PAGE = 2L << 20;
    private static final int PAGE = 4096;

    /** Present, writable, user, accessed, dirty: the last two so that no walk has to write them. */
    private static final long TABLE_FLAGS = 0x67;

    /** The same and PS: the entry maps 2 MiB. */
    private static final long LARGE_FLAGS = 0xe7;

    /** Page directory index of the memory; index 0 is the table itself. */
    private static final long MEMORY_VIRTUAL = LARGE_PAGE;

    /** Entries of the page directory that are left when the first and the MMIO range's are not. */
    private static final long MOST_MEMORY = (PAGE / Long.BYTES - 2) * LARGE_PAGE;

    /** Below the identity-mapped memory's end in 4 GiB, away from any slot: where QEMU has it. */
    private static final long TSS_ADDRESS = 0xfffbd000L;

    /** PG | AM | WP | NE | ET | MP | PE. */
    private static final long CR0 = 0x80050033L;

    /** PAE | OSFXSR: SSE works. */
    private static final long CR4 = 0x220;

    /** LME | LMA. */
    private static final long EFER = 0x500;

    /** Bit 1 is always set. */
    private static final long RFLAGS = 2;

    /** KVM_MAX_CPUID_ENTRIES of {@code arch/x86/include/asm/kvm_host.h}. */
    private static final int MOST_CPUID_ENTRIES = 256;

    private static final long HERTZ_PER_KILOHERTZ = 1000;

    /** By the System V calling convention. */
    private static final int[] ARGUMENTS = {
        KvmRegs.RDI, KvmRegs.RSI, KvmRegs.RDX, KvmRegs.RCX, KvmRegs.R8
    };

    /** Held so that the native bytes live as long as this object. */
    private final Arena structs;

    private final long cpuid;
    private final long sregs;
    private final long counterKilohertz;
    private final long memoryBytes;

    /**
     * Learns from a machine that is closed again what every later one is given: the supported
     * CPUID, the vCPU's reset state and the frequency of its time-stamp counter.
     *
     * @throws NativeException if a step is refused
     */
    public BareMachine(KvmDevice device, Ring ring) {
        this(device, ring, MEMORY_BYTES);
    }

    /**
     * The same with more memory.
     *
     * @param memoryBytes a multiple of 2 MiB, below 1 GiB
     * @throws NativeException if a step is refused
     */
    public BareMachine(KvmDevice device, Ring ring, long memoryBytes) {
        if (memoryBytes % LARGE_PAGE != 0 || memoryBytes <= 0 || memoryBytes > MOST_MEMORY) {
            throw new IllegalArgumentException("guest memory of " + memoryBytes + " bytes");
        }
        this.memoryBytes = memoryBytes;
        structs = new Arena(KvmSregs.SIZE + cpuidBytes(MOST_CPUID_ENTRIES) + Long.BYTES);
        cpuid = supportedCpuid(device);
        sregs = structs.reserve(KvmSregs.SIZE);
        try (VirtualMachine machine = device.createMachine(type())) {
            equip(machine);
            try (Vcpu vcpu = machine.createVcpu()) {
                vcpu.request(KvmRequest.KVM_SET_CPUID2, cpuid);
                vcpu.request(KvmRequest.KVM_GET_SREGS, sregs);
                counterKilohertz = vcpu.request(KvmRequest.KVM_GET_TSC_KHZ, 0);
            }
        }
        fillSregs(ring);
    }

    private static long cpuidBytes(int entries) {
        return KvmCpuid2.ENTRIES + (long) entries * KvmCpuid2.ENTRY_SIZE;
    }

    /** The kernel fills in as many entries as it has; too little room would be E2BIG. */
    private long supportedCpuid(KvmDevice device) {
        long at = structs.reserve(cpuidBytes(MOST_CPUID_ENTRIES));
        structs.putInt(at + KvmCpuid2.NENT, MOST_CPUID_ENTRIES);
        device.request(KvmRequest.KVM_GET_SUPPORTED_CPUID, at);
        return at;
    }

    private void fillSregs(Ring ring) {
        int privilege = ring.privilege();
        put(KvmSregs.CS, KvmSegment.code(ring.codeSelector(), privilege));
        KvmSegment data = KvmSegment.data(ring.dataSelector(), privilege);
        for (int at : new int[] {KvmSregs.DS, KvmSregs.ES, KvmSregs.FS, KvmSregs.GS, KvmSregs.SS}) {
            put(at, data);
        }
        // A busy task segment must be there for the entry to be allowed; nothing ever uses it.
        put(KvmSregs.TR, KvmSegment.task());
        // Limit 0: no exception finds a handler.
        structs.putLong(sregs + KvmSregs.GDT_LIMIT, 0);
        structs.putLong(sregs + KvmSregs.IDT_LIMIT, 0);
        structs.putLong(sregs + KvmSregs.CR0, CR0);
        structs.putLong(sregs + KvmSregs.CR3, 0);
        structs.putLong(sregs + KvmSregs.CR4, CR4);
        structs.putLong(sregs + KvmSregs.EFER, EFER);
    }

    private void put(int offset, KvmSegment segment) {
        structs.putLong(sregs + offset, 0);
        structs.putLong(sregs + offset + KvmSegment.LIMIT, segment.secondWord());
        structs.putLong(sregs + offset + KvmSegment.DPL, segment.thirdWord());
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
    public long mmioPhysicalAddress() {
        return memoryBytes;
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }

    @Override
    public long mmioAddress() {
        return MEMORY_VIRTUAL + memoryBytes;
    }

    @Override
    public byte[] image(byte[] code) {
        if (code.length > CODE_BYTES) {
            throw new IllegalArgumentException("code of " + code.length + " bytes is too large");
        }
        ByteBuffer image =
                ByteBuffer.allocate(PAGE + code.length)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(TABLE_FLAGS);
        for (long physical = 0; physical <= memoryBytes; physical += LARGE_PAGE) {
            image.putLong(physical | LARGE_FLAGS);
        }
        return image.position(PAGE).put(code).array();
    }

    @Override
    public long freeAddress() {
        return MEMORY_VIRTUAL + FREE_OFFSET;
    }

    @Override
    public boolean cachesMemory() {
        return true;
    }

    @Override
    public long registers(Arena arena, long... arguments) {
        long regs = arena.reserve(KvmRegs.SIZE);
        for (int i = 0; i < arguments.length; i++) {
            arena.putLong(regs + ARGUMENTS[i], arguments[i]);
        }
        arena.putLong(regs + KvmRegs.RSP, MEMORY_VIRTUAL + 2 * PAGE);
        arena.putLong(regs + KvmRegs.RIP, MEMORY_VIRTUAL + PAGE);
        arena.putLong(regs + KvmRegs.RFLAGS, RFLAGS);
        return regs;
    }

    /** Processors that cannot run real mode in a guest want three pages for a task segment. */
    @Override
    public void equip(VirtualMachine machine) {
        machine.request(KvmRequest.KVM_SET_TSS_ADDR, TSS_ADDRESS);
    }

    /** The features alone: for a vCPU whose state comes from a {@link SavedState}. */
    public void identify(Vcpu vcpu) {
        vcpu.request(KvmRequest.KVM_SET_CPUID2, cpuid);
    }

    @Override
    public void equip(VirtualMachine machine, Vcpu vcpu) {
        identify(vcpu);
        vcpu.request(KvmRequest.KVM_SET_SREGS, sregs);
    }

    @Override
    public void enter(Vcpu vcpu, long registers) {
        vcpu.request(KvmRequest.KVM_SET_REGS, registers);
    }

    @Override
    public long counterHertz() {
        return counterKilohertz * HERTZ_PER_KILOHERTZ;
    }
}
