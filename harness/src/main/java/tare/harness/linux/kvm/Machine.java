package tare.harness.linux.kvm;

import tare.harness.linux.Arena;

/**
 * How a guest of an architecture is laid out and started when it is nothing but code: memory in one
 * slot, one vCPU, an address without memory through which it tells the host something. Its methods
 * may be called from several threads.
 */
public interface Machine {

    /** Least memory of a guest; it costs only what is touched. */
    long MEMORY_BYTES = 2L << 20;

    /** Largest code that {@link #image} takes. */
    int CODE_BYTES = 2048;

    /** Native bytes that {@link #registers} takes of an arena at most. */
    int REGISTERS_BYTES = 320;

    /** The argument of KVM_CREATE_VM. */
    long type();

    /** Size of the memory; {@link #MEMORY_BYTES} unless the machine was made with another. */
    default long memoryBytes() {
        return MEMORY_BYTES;
    }

    /** Guest-physical address of the memory. */
    long memoryAddress();

    /** Guest-physical address that a store of the guest's leaves it through. */
    long mmioPhysicalAddress();

    /** The same address as the guest's code sees it. */
    long mmioAddress();

    /**
     * What lies at the start of the memory: tables, then code.
     *
     * @throws IllegalArgumentException if the code is larger than {@link #CODE_BYTES}
     */
    byte[] image(byte[] code);

    /** Most arguments that {@link #registers} takes. */
    int MOST_ARGUMENTS = 5;

    /** Offset in the memory of what neither tables nor code need; the rest of it is free. */
    int FREE_OFFSET = 8192;

    /** Address of that as the guest's code sees it. */
    long freeAddress();

    /**
     * Whether the guest's memory is cached, as that of any program is: only then do accesses to it
     * compare.
     */
    boolean cachesMemory();

    /**
     * The first registers, with the payload's arguments, in the order of the C calling convention;
     * the result is for {@link #enter}.
     *
     * @param arguments at most {@link #MOST_ARGUMENTS}
     */
    long registers(Arena arena, long... arguments);

    /** What a machine needs before its memory. */
    void equip(VirtualMachine machine);

    /** Features, privilege and address translation of a new vCPU. */
    void equip(VirtualMachine machine, Vcpu vcpu);

    /** Lets the next run start at the code's first instruction. */
    void enter(Vcpu vcpu, long registers);

    /** Ticks a second of the counter that the payload spins on. */
    long counterHertz();
}
