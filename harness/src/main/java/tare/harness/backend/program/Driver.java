package tare.harness.backend.program;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tare.harness.backend.Availability;
import tare.harness.backend.Capability;
import tare.harness.backend.InstanceSpec;
import tare.harness.backend.LaunchException;
import tare.harness.backend.Reach;
import tare.results.model.BackendClass;
import tare.results.model.Label;

/** One runtime that is driven by its command line: all that differs from one to another. */
public interface Driver {

    /** How long a trial launch may take: a runtime that hangs is not waited for longer. */
    Duration TRIAL = Duration.ofSeconds(20);

    /** Names exactly what is on. */
    String key();

    BackendClass backendClass();

    /** One sentence for {@code tare backends}: what is driven, and what cannot be told to it. */
    String description();

    /** How the byte reaches the host. */
    default String channel() {
        return "inherited pipe";
    }

    default Set<Capability> capabilities() {
        return Set.of(Capability.PROBE, Capability.CALIBRATION, Capability.LIMITS);
    }

    default Set<Label> labels() {
        return Set.of();
    }

    /**
     * Whether everything is there that a launch needs, without launching: the program, rights. A
     * trial launch decides after that.
     */
    Availability find();

    /** What was found, with what a trial launch that went well has shown beside. */
    default Availability proven(Availability.Available found) {
        return found;
    }

    /** How long a trial launch may take before the runtime counts as unusable on this host. */
    default Duration trial() {
        return TRIAL;
    }

    /** Why the runtime cannot be used here, by the failure of a trial launch. */
    default String reason(LaunchException failure) {
        return failure.summary();
    }

    /**
     * Writes what one instance needs on disk and says how it is made. Nothing is started.
     *
     * @param name for the runtime to know the instance by; begins with {@code tare-}
     * @throws LaunchException if it cannot be written
     */
    Recipe recipe(InstanceSpec spec, String name);

    /**
     * What the user can do about a failure.
     *
     * @param words what the runtime said, bounded
     * @return empty if nothing is known
     */
    default String remedy(String words) {
        return "";
    }

    /**
     * Whether its limit of memory has killed something in an instance that has ended, and is not
     * taken away yet.
     *
     * @return to be put behind how it ended; empty if not, or if nobody can tell
     */
    default String aboutMemory(String name) {
        return "";
    }

    /**
     * How the host reaches a port inside, if that does not follow from the class.
     *
     * @see tare.harness.backend.Backend#reach
     */
    default Optional<Reach> reach() {
        return Optional.empty();
    }

    /**
     * The layers that its instances are made of, one by one; empty where Tare cannot take them
     * apart. The drivers of the rungs keep nothing that outlives an instance, and are not closed.
     *
     * @see tare.harness.backend.Backend#ladder
     */
    default List<DriverRung> ladder() {
        return List.of();
    }

    /** How an instance is brought to its end, after the control was closed. */
    default Ending ending() {
        return Ending.BY_ITSELF;
    }

    /** What ends an instance. */
    enum Ending {
        /** The probe, when its control closes; the runtime then clears up. */
        BY_ITSELF,
        /** All that its first process has started is killed; that then ends by itself. */
        CHILDREN_KILLED,
        /** The first process itself is killed: a machine in which nothing is to be shut down. */
        KILLED
    }

    /** Ends what the driver itself keeps, such as a daemon of its own; idempotent. */
    default void close() {}
}
