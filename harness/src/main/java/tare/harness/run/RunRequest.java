package tare.harness.run;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user asked for.
 *
 * @param experiments names, in order
 * @param backends keys, in order; empty for those that fit this host
 * @param required keys without which the run is refused
 * @param rounds number of rounds, or the profile's
 * @param seed the seed, or one drawn now
 * @param pin {@code auto}, {@code none} or a list of CPUs
 * @param parameters settings that override the profile's
 */
public record RunRequest(
        List<String> experiments,
        List<String> backends,
        List<String> required,
        Profile profile,
        OptionalInt rounds,
        OptionalLong seed,
        String pin,
        SortedMap<String, String> parameters) {

    /** The experiments of a run that names none. */
    public static final List<String> DEFAULT_EXPERIMENTS = List.of("boot", "footprint");

    public RunRequest {
        experiments = experiments.isEmpty() ? DEFAULT_EXPERIMENTS : List.copyOf(experiments);
        backends = List.copyOf(backends);
        required = List.copyOf(required);
        parameters = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** The same with other backends. */
    RunRequest with(List<String> otherBackends) {
        return new RunRequest(
                experiments, otherBackends, required, profile, rounds, seed, pin, parameters);
    }

    /** The same with other settings. */
    public RunRequest setting(SortedMap<String, String> otherParameters) {
        return new RunRequest(
                experiments, backends, required, profile, rounds, seed, pin, otherParameters);
    }

    /** What a run without other options than these settings asks for. */
    public static RunRequest defaults(SortedMap<String, String> settings) {
        return new RunRequest(
                List.of(),
                List.of(),
                List.of(),
                Profile.QUICK,
                OptionalInt.empty(),
                OptionalLong.empty(),
                "auto",
                settings);
    }
}
