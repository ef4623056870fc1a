package tare.harness.backend.guest;

import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
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
     * What all guests share.
     *
     * @param device stays open while they are made
     * @throws tare.harness.linux.NativeException if it cannot be made
     */
    Guests open(KvmDevice device);
}
