package tare.harness.backend.program;

import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.Instance;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.Launch;
import tare.harness.backend.LaunchException;

/** What the driver misses, else found by one launch: whatever stands in its way is the reason. */
final class ProgramAvailability {

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
                        driver.trial());
        try (Launch launch = backend.prepare(spec);
                Instance instance = launch.start()) {
            instance.awaitReady();
            return known;
        } catch (LaunchException e) {
            return new Availability.Unavailable(driver.reason(e), e.remedy());
        }
    }
}
