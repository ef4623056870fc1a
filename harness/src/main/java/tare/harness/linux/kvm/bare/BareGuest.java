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
 * One bare guest, from its preparation to its end. Two descriptors and two mappings while it lives.
 * Used by one thread at a time, which is also the one that the guest's code runs on.
 */
public final class BareGuest implements AutoCloseable {

    private static final int ARENA_BYTES =
            Machine.REGISTERS_BYTES + RunLimit.ARENA_BYTES + Long.BYTES * 8;

    private final KvmDevice device;
    private final Machine plan;
    private final byte[] image;
    private final Supplier<Mapping> pages;
    private final Arena arena;
    private final RunLimit limit;
    private final KvmUserspaceMemoryRegion region;
    private final long registers;

    private @Nullable VirtualMachine machine;
    private @Nullable Mapping memory;
    private @Nullable Vcpu vcpu;

    /**
     * Lays out all native structures; nothing exists yet.
     *
     * @param image from {@link Machine#image}; shared between guests, not changed
     * @param spinTicks second argument of the code: ticks to spin before it acts
     * @param turns third argument of the code: turns of its loop
     */
    BareGuest(KvmDevice device, Machine plan, byte[] image, long spinTicks, long turns) {
        this(
                device,
                plan,
                image,
                spinTicks,
                turns,
                () -> Mapping.zeroes(device.kernel(), plan.memoryBytes()));
    }

    /**
     * The same over other memory.
     *
     * @param pages makes the memory, of the plan's size and all zeroes
     */
    BareGuest(
            KvmDevice device,
            Machine plan,
            byte[] image,
            long spinTicks,
            long turns,
            Supplier<Mapping> pages) {
        this.device = device;
        this.plan = plan;
        this.image = image;
        this.pages = pages;
        arena = new Arena(ARENA_BYTES);
        limit = new RunLimit(device.kernel(), arena);
        region = new KvmUserspaceMemoryRegion(arena, plan.memoryAddress(), plan.memoryBytes());
        registers = plan.registers(arena, plan.mmioAddress(), spinTicks, turns);
    }

    /**
     * Makes the machine, its memory and its vCPU; nothing of the guest's has run yet.
     *
     * @throws NativeException the request that failed; whatever was made is taken away again
     */
    public void create() {
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
            mapped.write(0, image);
            plan.equip(made, processor);
            plan.enter(processor, registers);
        } catch (NativeException e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(NativeException cause) {
        try {
            close();
        } catch (NativeException e) {
            cause.addSuppressed(e);
        }
    }

    /** Bounds the runs of this thread until {@link #disarm}. */
    public void arm(long nanos) {
        limit.arm(nanos);
    }

    /** Ends the bound; idempotent. */
    public void disarm() {
        limit.disarm();
    }

    /**
     * Runs the guest on this thread until it acts. To be called between {@link #arm} and {@link
     * #disarm}.
     *
     * @return whether it acted, that is, stored to the address it was given; if not, {@link
     *     #describeExit} says what it did
     * @throws NativeException with ETIMEDOUT if it did not leave the guest in time
     */
    public boolean act() {
        Vcpu processor = running();
        return processor.run(limit) == KvmExit.MMIO
                && processor.mmioAddress() == plan.mmioPhysicalAddress()
                && processor.mmioIsWrite();
    }

    /** What the guest stored when it acted. */
    public byte stored() {
        return (byte) running().mmioValue();
    }

    /** Why the last run ended, in words. */
    public String describeExit() {
        return running().describeExit();
    }

    /** Starts the code from its first instruction again, with another number of turns. */
    public void restart(long turns) {
        Vcpu processor = running();
        processor.settle();
        try (Arena again = new Arena(Machine.REGISTERS_BYTES)) {
            plan.enter(processor, plan.registers(again, plan.mmioAddress(), 0, turns));
        }
    }

    /** The vCPU of a guest that exists. */
    Vcpu running() {
        Vcpu processor = vcpu;
        if (processor == null) {
            throw new IllegalStateException("the guest does not exist");
        }
        return processor;
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
