package tare.harness.backend.guest;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.PayloadPlace;
import tare.harness.backend.Rung;
import tare.harness.clock.MonotonicClock;
import tare.harness.linux.kvm.KvmDevice;

/** What differs between the rooms of bare guests. */
public interface GuestDriver {

    /** The backend's key. */
    String key();

    /** One sentence on what is launched. */
    String description();

    /** What its guests can do. */
    Set<Capability> capabilities();

    /** What stands in the way before anything is tried; empty if nothing does. */
    default Optional<Availability.Unavailable> obstacle() {
        return Optional.empty();
    }

    /**
     * Where its guests run payload kernels; empty if they do not.
     *
     * @param device opens /dev/kvm; closed by who opens it
     * @param cpus CPU list that their thread is bound to while they run; empty for no binding
     */
    default List<PayloadPlace> payloadPlaces(
            MonotonicClock clock, Supplier<KvmDevice> device, String cpus) {
        return List.of();
    }

    /**
     * What its guests are made of, part by part; empty if that is not told apart.
     *
     * @param device the backend's own, open while rungs are climbed
     */
    default List<Rung> ladder(MonotonicClock clock, Supplier<KvmDevice> device) {
        return List.of();
    }

    /**
     * What all guests share.
     *
     * @param device stays open while they are made
     * @throws tare.harness.linux.NativeException if it cannot be made
     */
    Guests open(KvmDevice device);
}
