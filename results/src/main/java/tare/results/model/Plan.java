package tare.results.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides what a run does; the same plan on the same host repeats it.
 *
 * @param seed seeds the order within rounds and every resampling
 * @param profile {@code quick}, {@code standard} or {@code thorough}
 * @param experiments in the order given
 * @param backends in the order given
 * @param rounds number of rounds, at least 1
 * @param parameters settings of the experiments, for example {@code boot.launches=30}
 * @param steps the order of execution
 */
public record Plan(
        long seed,
        String profile,
        List<String> experiments,
        List<String> backends,
        int rounds,
        SortedMap<String, String> parameters,
        List<Step> steps) {

    public Plan {
        experiments = List.copyOf(experiments);
        backends = List.copyOf(backends);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
        steps = List.copyOf(steps);
        if (rounds < 1) {
            throw new IllegalArgumentException("a plan has at least one round");
        }
    }
}
