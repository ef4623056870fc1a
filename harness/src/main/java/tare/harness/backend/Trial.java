package tare.harness.backend;

import java.time.Duration;
import java.util.Optional;

/**
 * One launch that shows whether a backend works here: whatever stands in its way is the reason.
 *
 * @param deadline for the whole launch
 */
public record Trial(Duration deadline) {

    /** What is launched. */
    public InstanceSpec spec() {
        return new InstanceSpec(
                "trial",
                0,
                InstanceSpec.DEFAULT_MEMORY_BYTES,
                InstanceSpec.DEFAULT_TASKS,
                "",
                deadline);
    }

    /** Launches once; why that failed, empty if it did not. */
    public Optional<LaunchException> failureOf(Backend backend) {
        try (Launch launch = backend.prepare(spec());
                Instance instance = launch.start()) {
            instance.awaitReady();
            return Optional.empty();
        } catch (LaunchException e) {
            return Optional.of(e);
        }
    }
}
