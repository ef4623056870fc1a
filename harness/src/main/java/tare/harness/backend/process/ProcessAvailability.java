package tare.harness.backend.process;

import tare.harness.backend.Availability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/** Found by one launch: whatever stands in its way is the reason. */
final class ProcessAvailability {

    private final ProcessBackend backend;

    ProcessAvailability(ProcessBackend backend) {
        this.backend = backend;
    }

    Availability find() {
        try (Launch launch = backend.prepare(InstanceSpec.named("trial"));
                Instance instance = launch.start()) {
            instance.awaitReady();
            return new Availability.Available("");
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.step() + ": " + e.why(), e.remedy());
        }
    }
}
