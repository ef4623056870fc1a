package tare.harness.backend.docker;

import java.time.Duration;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Trial;

/** Found by one container that acts: whatever stands in its way is the reason. */
final class DockerAvailability {

    private static final Trial TRIAL = new Trial(Duration.ofSeconds(30));

    private final DockerBackend backend;

    DockerAvailability(DockerBackend backend) {
        this.backend = backend;
    }

    Availability find() {
        Optional<LaunchException> failure = TRIAL.failureOf(backend);
        if (failure.isPresent()) {
            LaunchException e = failure.get();
            return new Availability.Unavailable(e.step() + ": " + e.why(), e.remedy());
        }
        return new Availability.Available(backend.service(TRIAL.spec()).describe());
    }
}
