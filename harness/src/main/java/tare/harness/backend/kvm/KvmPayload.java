package tare.harness.backend.kvm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Payload;
import tare.harness.backend.PayloadPlace;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.Architecture;
import tare.harness.linux.CpuSet;
import tare.harness.linux.Errno;
import tare.harness.linux.NativeException;
import tare.harness.linux.ThreadAffinity;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.Machine;
import tare.harness.linux.kvm.bare.BareGuest;
import tare.harness.linux.kvm.bare.BareGuests;
import tare.harness.linux.kvm.bare.BareMachines;
import tare.results.failure.HostError;
import tare.workloads.kernel.KernelCode;
import tare.workloads.kernel.KernelRequest;
import tare.workloads.kernel.PayloadKernel;

/** Kernels in a bare guest with memory for them, whose vCPU is the calling thread. */
final class KvmPayload implements Payload {

    private static final String RING = "ring";

    /** What the tables and the code take is far below one large page. */
    private static final long MEMORY_BYTES = KernelRequest.MOST_BYTES + (2L << 20);

    /** Bound on one request. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MonotonicClock clock;
    private final BareGuest guest;
    private final @Nullable ThreadAffinity affinity;

    private KvmPayload(MonotonicClock clock, BareGuest guest, @Nullable ThreadAffinity affinity) {
        this.clock = clock;
        this.guest = guest;
        this.affinity = affinity;
    }

    /** Ring 3 as the usual place; ring 0, where there is one to compare, as another. */
    static List<PayloadPlace> places(
            MonotonicClock clock, Supplier<KvmDevice> device, String cpus) {
        List<PayloadPlace> places = new ArrayList<>();
        places.add(
                PayloadPlace.usual(
                        () ->
                                open(
                                        clock,
                                        device,
                                        cpus,
                                        kvm -> BareMachines.unprivileged(kvm, MEMORY_BYTES))));
        if (Architecture.current() == Architecture.X86_64) {
            places.add(
                    PayloadPlace.other(
                            RING,
                            "0",
                            () ->
                                    open(
                                            clock,
                                            device,
                                            cpus,
                                            kvm ->
                                                    BareMachines.privileged(kvm, MEMORY_BYTES)
                                                            .orElseThrow())));
        }
        return places;
    }

    private static KvmPayload open(
            MonotonicClock clock,
            Supplier<KvmDevice> device,
            String cpus,
            Function<KvmDevice, Machine> machine) {
        // A guest that exists needs the device no more.
        try (KvmDevice kvm = device.get()) {
            BareGuest guest =
                    new BareGuests(kvm, machine.apply(kvm), KernelCode.GUEST.bytesForThisMachine())
                            .prepare(0, 0);
            ThreadAffinity affinity =
                    cpus.isEmpty() ? null : new ThreadAffinity(kvm.kernel(), CpuSet.parse(cpus));
            KvmPayload payload = new KvmPayload(clock, guest, affinity);
            try {
                guest.create();
                payload.bounded(payload::untilDone);
            } catch (LaunchException | NativeException e) {
                guest.close();
                throw e;
            }
            return payload;
        } catch (HostError e) {
            throw new LaunchException("open " + KvmDevice.PATH, e.why(), e.remedy(), e);
        } catch (NativeException e) {
            throw refused(e);
        }
    }

    @Override
    public Set<PayloadKernel> kernels() {
        return guest.cachesMemory()
                ? EnumSet.allOf(PayloadKernel.class)
                : EnumSet.of(PayloadKernel.INTEGER_LOOP, PayloadKernel.EXIT);
    }

    @Override
    public long runNanos(KernelRequest request) {
        try {
            if (request.number() == KernelRequest.DISCARD) {
                long startNanos = clock.nanos();
                guest.discard(request.bytes());
                return clock.nanos() - startNanos;
            }
            guest.restart(request.number(), guest.freeAddress(), request.bytes(), request.turns());
            return bounded(this::untilDone);
        } catch (NativeException e) {
            throw refused(e);
        }
    }

    /** Runs on the CPUs that are meant, and not for ever. */
    private long bounded(LongSupplier run) {
        if (affinity != null) {
            affinity.bind();
        }
        try {
            guest.arm(PATIENCE.toNanos());
            try {
                return run.getAsLong();
            } finally {
                guest.disarm();
            }
        } finally {
            if (affinity != null) {
                affinity.restore();
            }
        }
    }

    /** Enters the guest until its kernel is done; how long that took. */
    private long untilDone() {
        long startNanos = clock.nanos();
        do {
            if (!guest.act()) {
                throw new LaunchException("run of a kernel", guest.describeExit(), "", null);
            }
        } while (guest.stored() != KernelCode.DONE_BYTE);
        return clock.nanos() - startNanos;
    }

    private static LaunchException refused(NativeException e) {
        String why =
                e.errno() == Errno.ETIMEDOUT.number()
                        ? "not done within " + PATIENCE.toMillis() + " ms"
                        : Errno.describe(e.errno());
        return new LaunchException(e.call(), why, "", e);
    }

    @Override
    public void close() {
        try {
            guest.close();
        } catch (NativeException e) {
            throw refused(e);
        }
    }
}
