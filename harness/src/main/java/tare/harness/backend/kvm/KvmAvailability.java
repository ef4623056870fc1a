package tare.harness.backend.kvm;

import java.time.Duration;
import tare.harness.backend.Availability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;
import tare.harness.host.KvmKind;

/** Found by one guest that acts: whatever stands in its way is the reason. */
final class KvmAvailability {

    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final KvmBackend backend;

    KvmAvailability(KvmBackend backend) {
        this.backend = backend;
    }

    Availability find() {
        InstanceSpec spec =
                new InstanceSpec(
                        "trial",
                        0,
                        InstanceSpec.DEFAULT_MEMORY_BYTES,
                        InstanceSpec.DEFAULT_TASKS,
                        "",
                        DEADLINE);
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.why(), e.remedy());
        }
        KvmKind kind = backend.kind();
        return new Availability.Available("KVM is " + kind.kind().id() + ": " + kind.evidence());
    }
}
