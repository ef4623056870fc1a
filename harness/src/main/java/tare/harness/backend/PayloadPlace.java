package tare.harness.backend;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where payload kernels can run.
 *
 * @param parameters what tells its cells from others of the same backend; empty for the usual place
 * @param opening makes one
 */
public record PayloadPlace(SortedMap<String, String> parameters, Opening opening) {

    /** Makes the place. */
    @FunctionalInterface
    public interface Opening {

        /**
         * Starts what is needed.
         *
         * @throws LaunchException if it cannot be had
         */
        Payload open();
    }

    public PayloadPlace {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** The usual place of a backend. */
    public static PayloadPlace usual(Opening opening) {
        return new PayloadPlace(new TreeMap<>(), opening);
    }

    /** Another place of the same backend. */
    public static PayloadPlace other(String name, String value, Opening opening) {
        return new PayloadPlace(new TreeMap<>(Map.of(name, value)), opening);
    }

    /** Makes the place. */
    public Payload open() {
        return opening.open();
    }
}
