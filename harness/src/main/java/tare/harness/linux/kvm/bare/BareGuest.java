package tare.harness.linux.kvm.bare;

import java.util.function.Supplier;
import tare.harness.linux.Arena;
import tare.harness.linux.Mapping;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.Vcpu;

/**
 * One bare guest, from its preparation to its end. Two descriptors and two mappings while it lives,
 * one mapping while it rests. Used by one thread at a time, which is also the one that the guest's
 * code runs on.
 */
public final class BareGuest implements AutoCloseable {

    private static final int ARENA_BYTES = Machine.REGISTERS_BYTES + BareParts.ARENA_BYTES;

    private final Machine plan;
    private final byte[] image;
    private final long registers;
    private final BareParts parts;

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
        this.plan = plan;
        this.image = image;
        Arena arena = new Arena(ARENA_BYTES);
        parts = new BareParts(device, plan, pages, arena);
        registers = plan.registers(arena, plan.mmioAddress(), spinTicks, turns);
    }

    /**
     * Makes the machine, its memory and its vCPU; nothing of the guest's has run yet.
     *
     * @throws NativeException the request that failed; whatever was made is taken away again
     */
    public void create() {
        parts.create(
                (machine, memory, vcpu) -> {
                    memory.write(0, image);
                    plan.equip(machine, vcpu);
                    plan.enter(vcpu, registers);
                });
    }

    /** Bounds the runs of this thread until {@link #disarm}. */
    public void arm(long nanos) {
        parts.limit().arm(nanos);
    }

    /** Ends the bound; idempotent. */
    public void disarm() {
        parts.limit().disarm();
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
        return parts.act();
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
        restart(0, turns);
    }

    /** The same with all arguments but the first, which is always the address to store to. */
    public void restart(long... arguments) {
        long[] all = new long[arguments.length + 1];
        all[0] = plan.mmioAddress();
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Vcpu processor = running();
        processor.settle();
        try (Arena again = new Arena(Machine.REGISTERS_BYTES)) {
            plan.enter(processor, plan.registers(again, all));
        }
    }

    /** Address, as the code sees it, of memory that is free for it. */
    public long freeAddress() {
        return plan.freeAddress();
    }

    /** Whether accesses to its memory compare with those of a program. */
    public boolean cachesMemory() {
        return plan.cachesMemory();
    }

    /** Drops so many bytes of what it wrote to its free memory: the next access finds zeroes. */
    public void discard(long bytes) {
        parts.memory().discard(Machine.FREE_OFFSET, bytes);
    }

    /** The vCPU of a guest that exists. */
    Vcpu running() {
        return parts.vcpu();
    }

    /** Gives back what it needs only to act, until it is to act again: see {@link Vcpu#rest}. */
    public void rest() {
        parts.rest();
    }

    /** Takes everything away that exists; idempotent. */
    @Override
    public void close() {
        parts.close();
    }
}
