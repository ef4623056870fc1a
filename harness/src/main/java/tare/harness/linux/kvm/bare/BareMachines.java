package tare.harness.linux.kvm.bare;

import java.util.Optional;
import tare.harness.linux.Architecture;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.x86_64.BareMachine;
import tare.harness.linux.kvm.x86_64.Ring;

/** The machine of the architecture that this VM runs on. */
public final class BareMachines {

    private BareMachines() {}

    /** One whose code runs at native speed on every KVM: ring 3, or EL1 on aarch64. */
    public static Machine unprivileged(KvmDevice device) {
        return unprivileged(device, Machine.MEMORY_BYTES);
    }

    /**
     * The same with more memory, where it can have more: on aarch64 it is always the least.
     *
     * @param memoryBytes a multiple of 2 MiB, below 1 GiB
     */
    public static Machine unprivileged(KvmDevice device, long memoryBytes) {
        return Architecture.current() == Architecture.AARCH64
                ? new tare.harness.linux.kvm.aarch64.BareMachine(device)
                : new BareMachine(device, Ring.USER, memoryBytes);
    }

    /**
     * One whose code runs at ring 0, to be compared with ring 3; empty on aarch64, where KVM has no
     * software paging.
     */
    public static Optional<Machine> privileged(KvmDevice device) {
        return privileged(device, Machine.MEMORY_BYTES);
    }

    /**
     * The same with more memory.
     *
     * @param memoryBytes a multiple of 2 MiB, below 1 GiB
     */
    public static Optional<Machine> privileged(KvmDevice device, long memoryBytes) {
        return Architecture.current() == Architecture.AARCH64
                ? Optional.empty()
                : Optional.of(new BareMachine(device, Ring.KERNEL, memoryBytes));
    }
}
