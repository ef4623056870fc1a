package tare.harness.backend;

import java.util.EnumSet;
import java.util.Set;

/** What a backend's instances can do; experiments ask for what they need. */
public enum Capability {
    /** Runs the probe as its first process. */
    PROBE,
    /** Runs machine-code payloads. */
    PAYLOAD,
    /** Runs another static program in the probe's place, without anything else of the host's. */
    PROGRAM,
    /**
     * Runs a program with all that it mounts, /proc, the usual devices, a root that it may write
     * to, and a loopback that is up: what a JVM needs.
     */
    JVM,
    /** Can limit memory and tasks. */
    LIMITS,
    /** Spins before it reports ready, for calibration. */
    CALIBRATION;

    /** Of whatever runs the probe. */
    public static Set<Capability> probing(boolean limits) {
        return limits ? EnumSet.of(PROBE, CALIBRATION, LIMITS) : EnumSet.of(PROBE, CALIBRATION);
    }
}
