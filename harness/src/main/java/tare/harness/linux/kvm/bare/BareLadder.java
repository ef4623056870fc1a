package tare.harness.linux.kvm.bare;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tare.harness.linux.Arena;
import tare.harness.linux.Errno;
import tare.harness.linux.NativeException;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.KvmRequest;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.Vcpu;
import tare.harness.linux.kvm.VirtualMachine;
import tare.harness.linux.kvm.x86_64.RealMachine;

/** Bare guests of x86-64 with some of their parts, to be weighed one by one. */
public final class BareLadder {

    /** What a guest is made of, on top of an empty virtual machine; each needs those before it. */
    public enum Part {
        /** A virtual CPU. */
        VCPU,
        /** Interrupt controllers and timer in the kernel; alone in that nothing stands on it. */
        IRQCHIP,
        /** 2 MiB of memory, with code in real mode that acts. */
        MEMORY,
        /** 64 MiB in their place, of which no more is touched; nothing stands on it either. */
        SIZE,
        /** Page tables and 64-bit mode, in ring 0. */
        TABLES,
        /** Ring 3 instead. */
        RING
    }

    private static final long FULL_BYTES = 64L << 20;

    private final KvmDevice device;
    private final byte[] code;
    private final Map<Mode, Machine> small = new EnumMap<>(Mode.class);
    private final Map<Mode, Machine> large = new EnumMap<>(Mode.class);

    private enum Mode {
        REAL,
        KERNEL,
        USER
    }

    /**
     * Learns what the machines have in common.
     *
     * @param device stays open while pieces are made
     * @param code of 64 bits: see BareGuests
     * @throws NativeException if a step is refused
     */
    public BareLadder(KvmDevice device, byte[] code) {
        this.device = device;
        this.code = code.clone();
        learn(small, Machine.MEMORY_BYTES);
        learn(large, FULL_BYTES);
    }

    private void learn(Map<Mode, Machine> plans, long bytes) {
        plans.put(Mode.REAL, new RealMachine(device, bytes));
        plans.put(Mode.KERNEL, BareMachines.privileged(device, bytes).orElseThrow());
        plans.put(Mode.USER, BareMachines.unprivileged(device, bytes));
    }

    /** Prepares a machine with these parts; nothing of it exists yet. */
    public BarePiece prepare(Set<Part> parts) {
        Set<Part> own = EnumSet.noneOf(Part.class);
        own.addAll(parts);
        boolean irqchip = own.contains(Part.IRQCHIP);
        if (!own.contains(Part.MEMORY)) {
            return new Shell(irqchip, own.contains(Part.VCPU));
        }
        Mode mode =
                own.contains(Part.RING)
                        ? Mode.USER
                        : own.contains(Part.TABLES) ? Mode.KERNEL : Mode.REAL;
        Machine plan = plan(own.contains(Part.SIZE) ? large : small, mode);
        Machine equipped = irqchip ? new WithIrqchip(plan) : plan;
        return new Whole(new BareGuests(device, equipped, code).prepare(0, 0));
    }

    private static Machine plan(Map<Mode, Machine> plans, Mode mode) {
        Machine plan = plans.get(mode);
        if (plan == null) {
            throw new IllegalStateException("no machine of mode " + mode);
        }
        return plan;
    }

    /** No memory, so nothing that acts. */
    private final class Shell implements BarePiece {

        private final boolean irqchip;
        private final boolean vcpu;
        private @Nullable VirtualMachine machine;
        private @Nullable Vcpu processor;

        Shell(boolean irqchip, boolean vcpu) {
            this.irqchip = irqchip;
            this.vcpu = vcpu;
        }

        @Override
        public void create() {
            try {
                VirtualMachine made = device.createMachine(0);
                machine = made;
                plan(small, Mode.REAL).equip(made);
                if (irqchip) {
                    made.request(KvmRequest.KVM_CREATE_IRQCHIP, 0);
                }
                if (vcpu) {
                    processor = made.createVcpu();
                }
            } catch (NativeException e) {
                close();
                throw e;
            }
        }

        @Override
        public void act(long limitNanos) {
            // It has nothing to act with.
        }

        @Override
        public void close() {
            VirtualMachine made = machine;
            Vcpu running = processor;
            machine = null;
            processor = null;
            try (made;
                    running) {
                // Closed in the opposite order.
            }
        }
    }

    private record Whole(BareGuest guest) implements BarePiece {

        @Override
        public void create() {
            guest.create();
        }

        @Override
        public void act(long limitNanos) {
            guest.arm(limitNanos);
            try {
                if (!guest.act()) {
                    throw new NativeException(
                            "first run: " + guest.describeExit(), Errno.EIO.number());
                }
            } finally {
                guest.disarm();
            }
        }

        @Override
        public void close() {
            guest.close();
        }
    }

    /** The same machine with interrupt controllers in the kernel. */
    private record WithIrqchip(Machine plan) implements Machine {

        @Override
        public void equip(VirtualMachine machine) {
            plan.equip(machine);
            machine.request(KvmRequest.KVM_CREATE_IRQCHIP, 0);
        }

        @Override
        public long type() {
            return plan.type();
        }

        @Override
        public long memoryBytes() {
            return plan.memoryBytes();
        }

        @Override
        public long memoryAddress() {
            return plan.memoryAddress();
        }

        @Override
        public long mmioPhysicalAddress() {
            return plan.mmioPhysicalAddress();
        }

        @Override
        public long mmioAddress() {
            return plan.mmioAddress();
        }

        @Override
        public byte[] image(byte[] code) {
            return plan.image(code);
        }

        @Override
        public long freeAddress() {
            return plan.freeAddress();
        }

        @Override
        public boolean cachesMemory() {
            return plan.cachesMemory();
        }

        @Override
        public long registers(Arena arena, long... arguments) {
            return plan.registers(arena, arguments);
        }

        @Override
        public void equip(VirtualMachine machine, Vcpu vcpu) {
            plan.equip(machine, vcpu);
        }

        @Override
        public void enter(Vcpu vcpu, long registers) {
            plan.enter(vcpu, registers);
        }

        @Override
        public long counterHertz() {
            return plan.counterHertz();
        }
    }
}
