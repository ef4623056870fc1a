package tare.harness.backend;

import java.util.List;
import java.util.function.Function;

/**
 * One rung of a backend's ladder: what a launch takes with so many layers.
 *
 * @param way how it came by them
 * @param layers those that it has more than the rung before, or lacks of all; the first is the one
 *     meant, the others cannot be had without it. Empty on the lowest rung
 * @param key names exactly what is on
 * @param climb launches once
 */
public record Rung(Way way, List<String> layers, String key, Climb climb) {

    /** How a rung came by its layers. */
    public enum Way {
        /** One layer more than the rung before. */
        FORWARD,
        /** All but one layer, and what stands on that. */
        WITHOUT
    }

    /** Launches what the rung has and takes it away again. */
    public interface Climb {

        /**
         * Launches once.
         *
         * @param spec of the instance; its name is used once
         * @return nanoseconds from t0 until it acts, or, where it has nothing to act with, until
         *     all of it exists; above 0
         * @throws LaunchException if it cannot; nothing is left
         */
        long nanos(InstanceSpec spec);
    }

    public Rung {
        layers = List.copyOf(layers);
    }

    /** The rung whose launch is that of another backend. */
    public static Rung of(Way way, List<String> layers, Backend backend) {
        return of(way, layers, backend.key(), backend::prepare);
    }

    /**
     * The rung whose instance acts.
     *
     * @param prepare its launches: see {@link Backend#prepare}
     */
    public static Rung of(
            Way way, List<String> layers, String key, Function<InstanceSpec, Launch> prepare) {
        return new Rung(way, layers, key, spec -> untilReady(prepare, spec));
    }

    /** The rung whose instance has nothing to act with: it counts until all of it exists. */
    public static Rung inert(
            Way way, List<String> layers, String key, Function<InstanceSpec, Launch> prepare) {
        return new Rung(way, layers, key, spec -> untilEntered(prepare, spec));
    }

    private static long untilReady(Function<InstanceSpec, Launch> prepare, InstanceSpec spec) {
        Instance instance;
        try (Launch launch = prepare.apply(spec)) {
            instance = launch.start();
            instance.awaitReady();
        }
        instance.close();
        return instance.stages().readyNanos() - instance.stages().startNanos();
    }

    private static long untilEntered(Function<InstanceSpec, Launch> prepare, InstanceSpec spec) {
        try (Launch launch = prepare.apply(spec);
                Instance instance = launch.start()) {
            return instance.stages().enteredNanos() - instance.stages().startNanos();
        }
    }
}
