package tare.harness.linux.kvm.bare;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tare.harness.linux.Arena;
import tare.harness.linux.Mapping;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.KvmExit;
import tare.harness.linux.kvm.KvmUserspaceMemoryRegion;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.RunLimit;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.VirtualMachine;

/**
 * Machine, memory and vCPU of one guest, however it came to its state. Two descriptors and two
 * mappings while they exist, one while it rests. Used by one thread at a time, which is also the
 * one that the guest's code runs on.
 */
final class BareParts implements AutoCloseable {

    private static final int REGION_BYTES = Long.BYTES * 8;

    /** What of the arena is used. */
    static final int ARENA_BYTES = RunLimit.ARENA_BYTES + REGION_BYTES;

    private final KvmDevice device;
    private final Machine plan;
    private final Supplier<Mapping> pages;
    private final Arena arena;
    private final RunLimit limit;
    private final KvmUserspaceMemoryRegion region;

    private @Nullable VirtualMachine machine;
    private @Nullable Mapping memory;
    private @Nullable Vcpu vcpu;

    /**
     * Lays out native structures; nothing exists yet.
     *
     * @param pages makes the memory, of the plan's size
     * @param arena closed with the parts
     */
    BareParts(KvmDevice device, Machine plan, Supplier<Mapping> pages, Arena arena) {
        this.device = device;
        this.plan = plan;
        this.pages = pages;
        this.arena = arena;
        limit = new RunLimit(device.kernel(), arena);
        region = new KvmUserspaceMemoryRegion(arena, plan.memoryAddress(), plan.memoryBytes());
    }

    /** Brings new parts to where the guest's first run begins. */
    interface Filling {
        void fill(VirtualMachine machine, Mapping memory, Vcpu vcpu);
    }

    /**
     * Makes the parts.
     *
     * @throws NativeException the request that failed; whatever was made is taken away again
     */
    void create(Filling filling) {
        try {
            VirtualMachine made = device.createMachine(plan.type());
            machine = made;
            plan.equip(made);
            Mapping mapped = pages.get();
            memory = mapped;
            made.setMemory(region.backedBy(mapped.address()));
            Vcpu processor = made.createVcpu();
            vcpu = processor;
            limit.attach(processor);
            filling.fill(made, mapped, processor);
        } catch (NativeException e) {
            try {
                close();
            } catch (NativeException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    RunLimit limit() {
        return limit;
    }

    /** Runs the guest on this thread until it leaves; whether that was its act. */
    boolean act() {
        Vcpu processor = vcpu();
        return processor.run(limit) == KvmExit.MMIO
                && processor.mmioAddress() == plan.mmioPhysicalAddress()
                && processor.mmioIsWrite();
    }

    /** See {@link Vcpu#rest}; nothing where there is none. */
    void rest() {
        Vcpu processor = vcpu;
        if (processor != null) {
            processor.rest();
        }
    }

    Vcpu vcpu() {
        return existing(vcpu);
    }

    Mapping memory() {
        return existing(memory);
    }

    private static <T> T existing(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the guest does not exist");
        }
        return part;
    }

    /** Takes everything away that exists; idempotent. */
    @Override
    public void close() {
        Mapping mapped = memory;
        VirtualMachine made = machine;
        Vcpu processor = vcpu;
        memory = null;
        machine = null;
        vcpu = null;
        try (mapped;
                made;
                processor) {
            arena.close();
        }
    }
}
