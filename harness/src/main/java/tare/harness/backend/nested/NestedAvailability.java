package tare.harness.backend.nested;

import java.time.Duration;
import java.util.Optional;
import tare.harness.backend.Availability;
import tare.harness.backend.Backend;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Trial;
import tare.harness.backend.program.Driver;

/**
 * What the container or the guest's driver misses, else found by a guest and one container in it.
 */
final class NestedAvailability {

    /** For the container: the guest's boot has a bound of its own. */
    private static final Duration TRIAL = Duration.ofSeconds(10);

    private final Inner inner;
    private final Driver driver;
    private final Backend backend;

    NestedAvailability(Inner inner, Driver driver, Backend backend) {
        this.inner = inner;
        this.driver = driver;
        this.backend = backend;
    }

    Availability find() {
        Optional<Availability.Unavailable> obstacle = inner.obstacle();
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        Availability known = driver.find();
        if (!(known instanceof Availability.Available found)) {
            return known;
        }
        Optional<LaunchException> failure = new Trial(TRIAL).failureOf(backend);
        return failure.isEmpty()
                ? driver.proven(found)
                : new Availability.Unavailable(
                        driver.reason(failure.get()), failure.get().remedy());
    }
}
