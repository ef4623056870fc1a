package tare.harness.linux.kvm.bare;

import java.time.Duration;
import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.Kernel;
import tare.harness.linux.Mapping;
import tare.harness.linux.Memfd;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.x86_64.BareMachine;
import tare.harness.linux.kvm.x86_64.GeneralRegisters;
import tare.harness.linux.kvm.x86_64.Ring;
import tare.harness.linux.kvm.x86_64.SavedState;

/**
 * A bare guest of x86-64 that ran, wrote to its memory, and was frozen: its memory is a file that
 * the kernel lets nobody change any more, its vCPU's state is saved. It never runs again itself; a
 * guest that is to go on from here, the parent's own successor too, is a {@link BareFork}.
 *
 * <p>One descriptor while it lives. Used by one thread at a time.
 */
public final class BareTemplate implements AutoCloseable {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long PARENT_NANOS = Duration.ofSeconds(20).toNanos();

    /** What lies before the heap: the tables, the code. */
    private static final long BASE_BYTES = 2L << 20;

    private final KvmDevice device;
    private final BareMachine plan;
    private final Memfd memory;
    private final SavedState state;
    private final long heapBytes;
    private final long act;
    private boolean open = true;

    private BareTemplate(
            KvmDevice device,
            BareMachine plan,
            Memfd memory,
            SavedState state,
            long heapBytes,
            long act) {
        this.device = device;
        this.plan = plan;
        this.memory = memory;
        this.state = state;
        this.heapBytes = heapBytes;
        this.act = act;
    }

    /** The machine whose guests have a heap of that size. */
    public static BareMachine machine(KvmDevice device, long heapBytes) {
        return new BareMachine(device, Ring.USER, BASE_BYTES + heapBytes);
    }

    /**
     * Runs a parent until it has written its whole heap, freezes it and takes its machine away.
     *
     * @param device stays open while forks are created
     * @param code serves its registers as {@code fork-x86_64.S} says
     * @param heapBytes a multiple of 2 MiB, below 1 GiB
     * @throws NativeException if a step is refused; ETIMEDOUT if the parent does not act
     */
    public static BareTemplate freeze(KvmDevice device, byte[] code, long heapBytes) {
        BareMachine plan = machine(device, heapBytes);
        Kernel kernel = device.kernel();
        Memfd memory = Memfd.ofSize(kernel, "tare-template", plan.memoryBytes());
        try {
            SavedState state;
            long act;
            try (BareGuest parent = parent(device, plan, code, memory)) {
                parent.create();
                act = written(parent, heapBytes / Long.BYTES);
                Vcpu vcpu = parent.running();
                vcpu.settle();
                state = new SavedState(device, vcpu);
            }
            try {
                // Refused as long as there is a writable shared view: the parent's was the only
                // one.
                memory.freeze();
            } catch (NativeException e) {
                state.close();
                throw e;
            }
            return new BareTemplate(device, plan, memory, state, heapBytes, act);
        } catch (NativeException e) {
            memory.close();
            throw e;
        }
    }

    private static BareGuest parent(KvmDevice device, BareMachine plan, byte[] code, Memfd memory) {
        return new BareGuest(
                device,
                plan,
                plan.image(code),
                0,
                0,
                () -> Mapping.shared(device.kernel(), memory.number(), plan.memoryBytes()));
    }

    /** Lets the parent write and act; what it stored. */
    private static long written(BareGuest parent, long words) {
        Vcpu vcpu = parent.running();
        try (Arena arena = new Arena(GeneralRegisters.ARENA_BYTES)) {
            GeneralRegisters.of(vcpu, arena).r10(words).set(vcpu);
        }
        parent.arm(PARENT_NANOS);
        try {
            if (!parent.act()) {
                throw new NativeException(
                        "the parent's run: " + parent.describeExit(), Errno.EIO.number());
            }
            return vcpu.mmioValue();
        } finally {
            parent.disarm();
        }
    }

    /**
     * Prepares a guest that goes on where the parent stood; nothing of it exists yet.
     *
     * @param spinNanos how long it spins before its first act
     */
    public BareFork prepare(long spinNanos) {
        requireOpen();
        return new BareFork(device, this, ticks(spinNanos));
    }

    /** Ticks of the guest's counter. */
    long ticks(long nanos) {
        return nanos == 0 ? 0 : Math.round(nanos * (plan.counterHertz() / NANOS_PER_SECOND));
    }

    /** What the parent's act was: the checksum of what it wrote, and every fork's first act too. */
    public long act() {
        return act;
    }

    /** What the parent wrote. */
    public long heapBytes() {
        return heapBytes;
    }

    /** Guest-physical address of the heap. */
    public long heapAddress() {
        return BASE_BYTES;
    }

    BareMachine plan() {
        return plan;
    }

    /** A private view of the frozen memory. */
    Mapping view() {
        requireOpen();
        return Mapping.copyOnWrite(device.kernel(), memory.number(), plan.memoryBytes());
    }

    GeneralRegisters registers(Arena arena) {
        return state.registers(arena);
    }

    void restore(Vcpu vcpu, GeneralRegisters registers) {
        requireOpen();
        state.restore(vcpu, registers);
    }

    private void requireOpen() {
        if (!open) {
            throw new NativeException("use of the frozen parent", Errno.EBADF.number());
        }
    }

    /** Forks live on, but none can be made, or put back to it, any more; idempotent. */
    @Override
    public void close() {
        if (open) {
            open = false;
            state.close();
            memory.close();
        }
    }
}
