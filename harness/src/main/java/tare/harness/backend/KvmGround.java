package tare.harness.backend;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tare.harness.clock.MonotonicClock;
import tare.harness.host.KvmKind;
import tare.harness.linux.Architecture;
import tare.harness.linux.Kernel;
import tare.harness.linux.kvm.KvmDevice;
import tare.results.failure.HostError;

/** What machines with a Linux guest stand on: this host's KVM. */
public interface KvmGround {

    /** Why no machine can be made here; empty if nothing is known against it. */
    Optional<Availability.Unavailable> obstacle();

    /** As measured. */
    KvmKind.Kind kind();

    /** This host's, measured once, when it is first asked for. */
    static KvmGround live(MonotonicClock clock) {
        return new Live(clock, KvmDevice.PATH);
    }

    /** The device at a path. */
    final class Live implements KvmGround {

        private final Kernel kernel = new Kernel();
        private final MonotonicClock clock;
        private final Path device;
        private KvmKind.@Nullable Kind known;

        Live(MonotonicClock clock, Path device) {
            this.clock = clock;
            this.device = device;
        }

        @Override
        public Optional<Availability.Unavailable> obstacle() {
            if (Architecture.current() != Architecture.X86_64) {
                return Optional.of(
                        new Availability.Unavailable(
                                "guests of this kind are made for x86-64 alone", ""));
            }
            try {
                KvmDevice.open(kernel, device).close();
                return Optional.empty();
            } catch (HostError e) {
                return Optional.of(
                        new Availability.Unavailable(device + ": " + e.why(), e.remedy()));
            }
        }

        @Override
        public KvmKind.Kind kind() {
            KvmKind.Kind kind = known;
            if (kind == null) {
                kind = KvmKind.measure(kernel, clock, device).kind();
                known = kind;
            }
            return kind;
        }
    }
}
