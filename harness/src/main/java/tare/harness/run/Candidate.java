package tare.harness.run;

import tare.harness.backend.Availability;
import tare.harness.backend.Backend;

/**
 * A backend with what is known of it on this host.
 *
 * @param launchNanos what one launch took from preparation to the end of the instance; 0 if it
 *     cannot be launched
 * @param openingNanos what the first launch took more than that: a daemon, a guest, a parent; paid
 *     by each step anew; 0 if it cannot be launched
 */
public record Candidate(
        Backend backend, Availability availability, long launchNanos, long openingNanos) {

    /** Without what is known of launches. */
    Candidate(Backend backend, Availability availability) {
        this(backend, availability, 0, 0);
    }

    /** Whether it can be launched here. */
    public boolean available() {
        return availability.available();
    }
}
