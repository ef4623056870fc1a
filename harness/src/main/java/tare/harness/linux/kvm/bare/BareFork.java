package tare.harness.linux.kvm.bare;

import tare.harness.linux.Arena;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.NativeException;
import tare.harness.linux.Pagemap;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.x86_64.GeneralRegisters;

/**
 * A guest that goes on from a {@link BareTemplate}: a machine of its own whose memory is a private
 * view of the template's, page by page its own once either side writes. Two descriptors and two
 * mappings while it lives, one while it rests. Used by one thread at a time, which is also the one
 * that its code runs on.
 */
public final class BareFork implements AutoCloseable {

    private final BareTemplate template;
    private final Kernel kernel;
    private final GeneralRegisters registers;
    private final BareParts parts;

    /** Lays out all native structures; nothing exists yet. */
    BareFork(KvmDevice device, BareTemplate template, long spinTicks) {
        this.template = template;
        kernel = device.kernel();
        Arena arena = new Arena(GeneralRegisters.ARENA_BYTES + BareParts.ARENA_BYTES);
        parts = new BareParts(device, template.plan(), template::view, arena);
        registers = template.registers(arena).rsi(spinTicks);
    }

    /**
     * Makes the machine, its view of the memory and its vCPU with the parent's state; it has not
     * run yet.
     *
     * @throws NativeException the request that failed; whatever was made is taken away again
     */
    public void create() {
        parts.create(
                (machine, memory, vcpu) -> {
                    template.plan().identify(vcpu);
                    template.restore(vcpu, registers);
                });
    }

    /**
     * Puts the same machine back to the template: what it wrote is dropped, its vCPU is what the
     * parent's was. The access that it left with must be complete: see {@link #settle}.
     *
     * @throws NativeException the request that failed; the guest is then of no use but to be closed
     */
    public void rewind() {
        Vcpu processor = running();
        parts.memory().discard();
        template.restore(processor, registers);
    }

    /** What it spins before its first act after the next {@link #rewind}. */
    public void spin(long nanos) {
        registers.rsi(template.ticks(nanos));
    }

    /** Completes the last act, without running on: due before a {@link #rewind}. */
    public void settle() {
        running().settle();
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
     * @return whether it acted; if not, {@link #describeExit} says what it did
     * @throws NativeException with ETIMEDOUT if it did not leave the guest in time
     */
    public boolean act() {
        return parts.act();
    }

    /**
     * What the last act stored; whether it is the {@link BareTemplate#act} shows whether all is.
     */
    public long stored() {
        return running().mmioValue();
    }

    /** Asks for a write to each of the heap's first pages, before the next act. */
    public void askToTouch(long pages, long value) {
        try (Arena scratch = kernel.arena(GeneralRegisters.ARENA_BYTES)) {
            settled(scratch).rdx(pages).rbx(value).set(running());
        }
    }

    /**
     * Asks for a write to so many of the heap's first pages, drawn at random with replacement,
     * before the next act.
     *
     * @param writes each of which may hit a page that was hit before
     * @param among how many pages, a power of two
     * @param state of the generator, not 0; the guest keeps no other
     */
    public void askToScatter(long writes, long among, long state) {
        try (Arena scratch = kernel.arena(GeneralRegisters.ARENA_BYTES)) {
            settled(scratch).r13(writes).r14(state).r15(among - 1).set(running());
        }
    }

    /** Asks that the next act be the checksum of the whole heap, read anew. */
    public void askForChecksum() {
        try (Arena scratch = kernel.arena(GeneralRegisters.ARENA_BYTES)) {
            settled(scratch).rcx(template.heapBytes() / Long.BYTES).set(running());
        }
    }

    private GeneralRegisters settled(Arena scratch) {
        settle();
        return GeneralRegisters.of(running(), scratch);
    }

    /** Pages that are no longer the template's, by the kernel's own account. */
    public long divergedPages() {
        Mapping view = parts.memory();
        return Pagemap.ownPages(view.address(), view.sizeBytes());
    }

    /** A word of its memory as it sees it, by guest-physical address. */
    public long wordAt(long address) {
        return parts.memory().longAt(address);
    }

    /** Why the last run ended, in words. */
    public String describeExit() {
        return running().describeExit();
    }

    private Vcpu running() {
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
