package tare.harness.backend.program;

import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Trial;

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
        if (!(known instanceof Availability.Available found)) {
            return known;
        }
        Optional<LaunchException> failure = new Trial(driver.trial()).failureOf(backend);
        return failure.isEmpty()
                ? driver.proven(found)
                : new Availability.Unavailable(
                        driver.reason(failure.get()), failure.get().remedy());
    }
}
