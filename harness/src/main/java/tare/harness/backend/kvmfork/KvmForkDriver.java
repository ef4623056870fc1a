package tare.harness.backend.kvmfork;

import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.guest.GuestDriver;
import tare.harness.backend.guest.Guests;
import tare.harness.linux.Architecture;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareTemplate;
import tare.workloads.kernel.ForkPayload;

/** Guests that go on from one frozen parent, which is made with the first launch. */
record KvmForkDriver(Way way, Architecture architecture) implements GuestDriver {

    /** What the parent writes. */
    private static final long HEAP_BYTES = 64L << 20;

    @Override
    public String key() {
        return way.key();
    }

    @Override
    public String description() {
        return switch (way) {
            case FORK ->
                    "a bare KVM guest forked from a frozen one of 64 MiB, memory by copy on write:"
                            + " what going on costs, against starting";
            case REWIND ->
                    "a bare KVM guest of 64 MiB that ran before, put back to its frozen parent:"
                            + " memory by madvise, state by ioctl";
        };
    }

    @Override
    public Set<Capability> capabilities() {
        // What is put back has its memory dropped with it.
        return way == Way.FORK
                ? Set.of(Capability.CALIBRATION, Capability.DIVERGE)
                : Set.of(Capability.CALIBRATION);
    }

    @Override
    public Optional<Availability.Unavailable> obstacle() {
        return architecture == Architecture.X86_64
                ? Optional.empty()
                : Optional.of(
                        new Availability.Unavailable(
                                "a bare guest's state is saved and restored on x86-64 alone; this"
                                        + " is "
                                        + architecture.id(),
                                "use kvm, which starts a bare guest on this architecture too"));
    }

    @Override
    public Guests open(KvmDevice device) {
        return new Stable(BareTemplate.freeze(device, ForkPayload.bytes(), HEAP_BYTES), way);
    }
}
