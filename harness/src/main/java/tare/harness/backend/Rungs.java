package tare.harness.backend;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tare.harness.backend.Rung.Way;

/**
 * The order of a ladder whose layers can be put together freely, but for what stands on another.
 */
public final class Rungs {

    /**
     * One layer of a kind of backend.
     *
     * @param <L> all of that kind's
     */
    public interface Layer<L> {

        /** What cells call it. */
        String word();

        /** What cannot be had without this. */
        Set<L> carries();
    }

    /**
     * What is on at one rung.
     *
     * @param layers see {@link Rung}
     * @param on in the ladder's order
     */
    public record Step<L>(Way way, List<String> layers, Set<L> on) {

        public Step {
            layers = List.copyOf(layers);
            on = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(on));
        }
    }

    private Rungs() {}

    /**
     * From none to all, a layer a rung; then all but each that can be left out, and what stands on
     * it.
     *
     * @param order of the layers; each needs at the most what stands before it
     * @param apart those that can be left out
     */
    public static <L extends Layer<L>> List<Step<L>> of(List<L> order, Collection<L> apart) {
        List<Step<L>> steps = new ArrayList<>();
        Set<L> sofar = new LinkedHashSet<>();
        steps.add(new Step<>(Way.FORWARD, List.of(), sofar));
        for (L layer : order) {
            sofar.add(layer);
            steps.add(new Step<>(Way.FORWARD, List.of(layer.word()), sofar));
        }
        for (L layer : order) {
            if (apart.contains(layer)) {
                List<L> lacking = new ArrayList<>(List.of(layer));
                order.stream().filter(layer.carries()::contains).forEach(lacking::add);
                Set<L> left = new LinkedHashSet<>(order);
                lacking.forEach(left::remove);
                steps.add(
                        new Step<>(Way.WITHOUT, lacking.stream().map(Layer::word).toList(), left));
            }
        }
        return steps;
    }
}
