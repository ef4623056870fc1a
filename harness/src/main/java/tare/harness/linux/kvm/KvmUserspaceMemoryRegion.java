package tare.harness.linux.kvm;

import tare.harness.linux.Arena;

/** {@code struct kvm_userspace_memory_region}: a slot of guest memory and what backs it. */
public final class KvmUserspaceMemoryRegion {

    static final int SIZE = 32;
    static final int SLOT = 0;
    static final int FLAGS = 4;
    static final int GUEST_PHYS_ADDR = 8;
    static final int MEMORY_SIZE = 16;
    static final int USERSPACE_ADDR = 24;

    private final Arena arena;
    private final long address;

    /** Slot 0 with no flags. */
    public KvmUserspaceMemoryRegion(Arena arena, long guestAddress, long sizeBytes) {
        this.arena = arena;
        address = arena.reserve(SIZE);
        arena.putLong(address + GUEST_PHYS_ADDR, guestAddress);
        arena.putLong(address + MEMORY_SIZE, sizeBytes);
    }

    /** Sets what backs it and returns the structure's address. */
    public long backedBy(long hostAddress) {
        arena.putLong(address + USERSPACE_ADDR, hostAddress);
        return address;
    }
}
