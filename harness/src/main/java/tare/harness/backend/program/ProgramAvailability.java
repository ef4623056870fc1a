package tare.harness.backend.program;

import java.time.Duration;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/** What the driver misses, else found by one launch: whatever stands in its way is the reason. */
final class ProgramAvailability {

    /** A runtime that hangs, as some do on some hosts, is not waited for longer. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Driver driver;
    private final Backend backend;

    ProgramAvailability(Driver driver, Backend backend) {
        this.driver = driver;
        this.backend = backend;
    }

    Availability find() {
        Availability known = driver.find();
        if (!known.available()) {
            return known;
        }
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
            return known;
        } catch (LaunchException e) {
            return new Availability.Unavailable(e.step() + ": " + e.why(), e.remedy());
        }
    }
}
