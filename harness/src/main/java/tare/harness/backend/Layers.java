package tare.harness.backend;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import tare.results.model.Metric;

/**
 * What one launch spent in each of the layers that it went through, where they can be told apart.
 *
 * @param nanos by metric, in the metrics' order; empty for most backends
 */
public record Layers(Map<Metric, Long> nanos) {

    /** No layer can be told. */
    public static final Layers NONE = new Layers(Map.of());

    public Layers {
        Map<Metric, Long> sorted = new EnumMap<>(Metric.class);
        sorted.putAll(nanos);
        nanos = Collections.unmodifiableMap(sorted);
    }

    /**
     * A machine's, where nothing tells more than that its virtual CPU was let go: its monitor and
     * its guest, which add up to its ready time exactly.
     *
     * @return none if one of the two was not seen
     */
    public static Layers ofMachine(Stages stages) {
        if (stages.enteredNanos() == Stages.UNSEEN || stages.readyNanos() == Stages.UNSEEN) {
            return NONE;
        }
        return NONE.with(Metric.LAYER_VMM, stages.enteredNanos() - stages.startNanos())
                .with(Metric.LAYER_GUEST, stages.readyNanos() - stages.enteredNanos());
    }

    /** With one more. */
    public Layers with(Metric metric, long more) {
        Map<Metric, Long> all = new EnumMap<>(Metric.class);
        all.putAll(nanos);
        all.put(metric, more);
        return new Layers(all);
    }
}
