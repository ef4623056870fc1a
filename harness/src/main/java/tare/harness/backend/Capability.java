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
    /**
     * Goes on from a frozen image and shares its memory until it writes; writes when it is told.
     */
    DIVERGE,
    /** Spins before it reports ready, for calibration. */
    CALIBRATION;

    /** Of whatever runs a JVM in the probe's place. */
    public static Set<Capability> hosting(boolean limits) {
        Set<Capability> all = EnumSet.copyOf(probing(limits));
        all.add(PROGRAM);
        all.add(JVM);
        return all;
    }

    /** Of whatever runs the probe. */
    public static Set<Capability> probing(boolean limits) {
        return limits ? EnumSet.of(PROBE, CALIBRATION, LIMITS) : EnumSet.of(PROBE, CALIBRATION);
    }
}
