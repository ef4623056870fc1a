package tare.harness.backend.vmm;

import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.KvmGround;
import tare.harness.host.KvmKind;

/**
 * Where stand-ins stand, which need no KVM.
 *
 * @param kind what it is said to be
 */
public record FirmGround(KvmKind.Kind kind) implements KvmGround {

    @Override
    public Optional<Availability.Unavailable> obstacle() {
        return Optional.empty();
    }
}
