package tare.harness.backend;

import java.util.List;

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
        return new Rung(way, layers, backend.key(), spec -> launch(backend, spec));
    }

    /** Launches once; nanoseconds from t0 until it acts. */
    public static long launch(Backend backend, InstanceSpec spec) {
        Instance instance;
        try (Launch launch = backend.prepare(spec)) {
            instance = launch.start();
            instance.awaitReady();
        }
        instance.close();
        return instance.stages().readyNanos() - instance.stages().startNanos();
    }
}
