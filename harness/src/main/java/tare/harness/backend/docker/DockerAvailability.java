package tare.harness.backend.docker;

import java.time.Duration;
import tare.harness.backend.Availability;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/** Found by one container that acts: whatever stands in its way is the reason. */
final class DockerAvailability {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final DockerBackend backend;

    DockerAvailability(DockerBackend backend) {
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
            return new Availability.Available(backend.service(spec).describe());
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.step() + ": " + e.why(), e.remedy());
        }
    }
}
