package tare.harness.linux.kvm.aarch64;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.KvmExit;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.KvmUserspaceMemoryRegion;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.RunLimit;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.VirtualMachine;
import tare.harness.linux.kvm.aarch64.Structs.KvmOneReg;
import tare.harness.linux.kvm.aarch64.Structs.KvmVcpuInit;
import tare.harness.linux.kvm.aarch64.Structs.Register;
import tare.results.failure.HostError;

/**
 * A guest at EL1 with address translation off, interrupts masked and no interrupt controller, as
 * the vCPU comes out of its reset. Not run on a real Arm host yet.
 *
 * <p>Its memory is one page: the exception vectors, each of which stores to {@link
 * #faultPhysicalAddress}, then the code. Without them a fault would go on for ever, since a vector
 * without memory is a fault again.
 */
public final class BareMachine implements Machine {

    /** Where boards of this architecture have their memory. */
    private static final long MEMORY = 0x40000000L;

    private static final long MMIO = MEMORY + MEMORY_BYTES;
    private static final int FAULT_OFFSET = 8;

    private static final int VECTORS = 16;
    private static final int VECTOR_BYTES = 128;
    private static final int VECTORS_BYTES = VECTORS * VECTOR_BYTES;

    /** {@code movz x4, #0x4020, lsl #16}: the upper half of {@link #MMIO}. */
    private static final int MOVZ_X4_MMIO = 0xd2a00004 | (int) (MMIO >>> 16) << 5;

    /** {@code strb w4, [x4, #8]}. */
    private static final int STRB_W4_FAULT = 0x39000084 | FAULT_OFFSET << 10;

    /** {@code b .-4}. */
    private static final int B_BACK = 0x17ffffff;

    /** {@code mrs x3, cntfrq_el0; str x3, [x0]; b .-4}. */
    private static final int[] FREQUENCY_CODE = {0xd53be003, 0xf9000003, B_BACK};

    private static final Duration FREQUENCY_DEADLINE = Duration.ofSeconds(1);

    /** KVM_CAP_ARM_VM_IPA_SIZE: the widest guest-physical address; 0 stands for 40 bits. */
    static final long CAP_IPA_SIZE = 165;

    private static final long DEFAULT_IPA_BITS = 40;

    /** The arguments, where to begin, and where exceptions go. */
    private static final long[] IDS = {
        Register.X0,
        Register.X1,
        Register.X2,
        Register.X3,
        Register.X4,
        Register.PC,
        Register.VBAR_EL1
    };

    private static final int REGISTERS = MOST_ARGUMENTS + 2;

    private final KvmDevice device;
    private final Kernel kernel;
    private final Arena structs;
    private final long type;
    private final long init;

    /**
     * Asks once for what every later machine is given.
     *
     * @throws tare.harness.linux.NativeException if a step is refused
     */
    public BareMachine(KvmDevice device) {
        this.device = device;
        kernel = device.kernel();
        long bits = device.extension(CAP_IPA_SIZE);
        type = bits == 0 || bits >= DEFAULT_IPA_BITS ? 0 : bits;
        structs = new Arena(KvmVcpuInit.SIZE);
        init = structs.reserve(KvmVcpuInit.SIZE);
        try (VirtualMachine machine = device.createMachine(type)) {
            machine.request(KvmRequest.KVM_ARM_PREFERRED_TARGET, init);
        }
    }

    @Override
    public long type() {
        return type;
    }

    @Override
    public long memoryAddress() {
        return MEMORY;
    }

    @Override
    public long mmioPhysicalAddress() {
        return MMIO;
    }

    @Override
    public long mmioAddress() {
        return MMIO;
    }

    @Override
    public byte[] image(byte[] code) {
        return imageOf(code);
    }

    static byte[] imageOf(byte[] code) {
        if (code.length > CODE_BYTES) {
            throw new IllegalArgumentException("code of " + code.length + " bytes is too large");
        }
        ByteBuffer image =
                ByteBuffer.allocate(VECTORS_BYTES + code.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int vector = 0; vector < VECTORS; vector++) {
            image.position(vector * VECTOR_BYTES)
                    .putInt(MOVZ_X4_MMIO)
                    .putInt(STRB_W4_FAULT)
                    .putInt(B_BACK);
        }
        return image.position(VECTORS_BYTES).put(code).array();
    }

    @Override
    public long freeAddress() {
        return MEMORY + FREE_OFFSET;
    }

    /** Without translation all memory is a device's. */
    @Override
    public boolean cachesMemory() {
        return false;
    }

    /** One {@code struct kvm_one_reg} after the other; values behind them. */
    @Override
    public long registers(Arena arena, long... arguments) {
        long[] words = Arrays.copyOf(arguments, REGISTERS);
        words[MOST_ARGUMENTS] = MEMORY + VECTORS_BYTES;
        words[MOST_ARGUMENTS + 1] = MEMORY;
        long values = arena.words(words);
        long start = arena.reserve((long) REGISTERS * KvmOneReg.SIZE);
        for (int i = 0; i < REGISTERS; i++) {
            arena.putLong(start + (long) i * KvmOneReg.SIZE + KvmOneReg.ID, IDS[i]);
            arena.putLong(
                    start + (long) i * KvmOneReg.SIZE + KvmOneReg.ADDR,
                    values + (long) i * Long.BYTES);
        }
        return start;
    }

    @Override
    public void equip(VirtualMachine machine) {
        // Neither an interrupt controller nor a timer: the payload uses none.
    }

    @Override
    public void equip(VirtualMachine machine, Vcpu vcpu) {
        vcpu.request(KvmRequest.KVM_ARM_VCPU_INIT, init);
    }

    @Override
    public void enter(Vcpu vcpu, long registers) {
        for (int i = 0; i < REGISTERS; i++) {
            vcpu.request(KvmRequest.KVM_SET_ONE_REG, registers + (long) i * KvmOneReg.SIZE);
        }
    }

    /** Where a guest that took an exception stores a byte. */
    static long faultPhysicalAddress() {
        return MMIO + FAULT_OFFSET;
    }

    static byte[] frequencyCode() {
        ByteBuffer code =
                ByteBuffer.allocate(FREQUENCY_CODE.length * Integer.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        code.asIntBuffer().put(FREQUENCY_CODE);
        return code.array();
    }

    /** CNTFRQ_EL0, which a guest reads and stores: KVM has no request for it. */
    @Override
    public long counterHertz() {
        try (Arena arena = new Arena(1024);
                VirtualMachine machine = device.createMachine(type);
                Mapping memory = Mapping.zeroes(kernel, MEMORY_BYTES);
                Vcpu vcpu = machine.createVcpu()) {
            memory.write(0, imageOf(frequencyCode()));
            machine.setMemory(
                    new KvmUserspaceMemoryRegion(arena, MEMORY, MEMORY_BYTES)
                            .backedBy(memory.address()));
            equip(machine, vcpu);
            enter(vcpu, registers(arena, MMIO, 0, 0));
            RunLimit limit = new RunLimit(kernel, arena);
            limit.attach(vcpu);
            limit.arm(FREQUENCY_DEADLINE.toNanos());
            try {
                if (vcpu.run(limit) == KvmExit.MMIO && vcpu.mmioAddress() == MMIO) {
                    return vcpu.mmioValue();
                }
                throw new HostError(
                        "the guest's counter has no known frequency",
                        "bare KVM guest",
                        vcpu.describeExit(),
                        "");
            } finally {
                limit.disarm();
            }
        }
    }
}
