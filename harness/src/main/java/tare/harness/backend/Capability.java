package tare.harness.backend;

/** What a backend's instances can do; experiments ask for what they need. */
public enum Capability {
    /** Runs the probe as its first process. */
    PROBE,
    /** Runs machine-code payloads. */
    PAYLOAD,
    /** Can limit memory and tasks. */
    LIMITS,
    /** Spins before it reports ready, for calibration. */
    CALIBRATION
}
