package tare.harness.run;

import tare.harness.backend.Availability;
import tare.harness.backend.Backend;

/** A backend with what is known of it on this host. */
public record Candidate(Backend backend, Availability availability) {

    /** Whether it can be launched here. */
    public boolean available() {
        return availability.available();
    }
}
