package tare.harness.backend.kvm;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.PayloadPlace;
import tare.harness.backend.Rung;
import tare.harness.backend.guest.Guest;
import tare.harness.backend.guest.GuestDriver;
import tare.harness.backend.guest.Guests;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.kvm.KvmDevice;
import tare.harness.linux.kvm.bare.BareGuest;
import tare.harness.linux.kvm.bare.BareGuests;
import tare.harness.linux.kvm.bare.BareMachines;
import tare.workloads.kernel.GuestPayload;

/** Each launch makes a machine, its memory, its vCPU and registers. */
final class KvmDriver implements GuestDriver {

    private final byte[] code;

    /**
     * @param code what the guests run; not changed
     */
    KvmDriver(byte[] code) {
        this.code = code;
    }

    @Override
    public String key() {
        return KvmRoom.KEY;
    }

    @Override
    public String description() {
        return "a bare KVM guest by /dev/kvm, no operating system, no devices: what KVM itself"
                + " costs";
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.PAYLOAD, Capability.CALIBRATION);
    }

    @Override
    public List<PayloadPlace> payloadPlaces(
            MonotonicClock clock, Supplier<KvmDevice> device, String cpus) {
        return KvmPayload.places(clock, device, cpus);
    }

    @Override
    public List<Rung> ladder(MonotonicClock clock, Supplier<KvmDevice> device) {
        return new KvmLadder(clock, device, code).rungs();
    }

    @Override
    public Guests open(KvmDevice device) {
        return new Cold(new BareGuests(device, BareMachines.unprivileged(device), code));
    }

    private record Cold(BareGuests guests) implements Guests {

        @Override
        public Guest prepare(InstanceSpec spec) {
            return new ColdGuest(guests.prepare(spec.spinNanos(), 0));
        }

        @Override
        public void close() {
            // They share nothing but the device.
        }
    }

    private record ColdGuest(BareGuest guest) implements Guest {

        @Override
        public void place() {
            guest.create();
        }

        @Override
        public void arm(long nanos) {
            guest.arm(nanos);
        }

        @Override
        public void disarm() {
            guest.disarm();
        }

        @Override
        public boolean act() {
            return guest.act();
        }

        @Override
        public String describeExit() {
            return guest.describeExit();
        }

        @Override
        public Optional<String> complaint() {
            return guest.stored() == GuestPayload.READY_BYTE
                    ? Optional.empty()
                    : Optional.of("it stored " + guest.stored() + ", which is not the ready byte");
        }

        @Override
        public boolean answers() {
            return guest.stored() == GuestPayload.PING_BYTE;
        }

        @Override
        public void rest() {
            guest.rest();
        }

        @Override
        public void close() {
            guest.close();
        }
    }
}
