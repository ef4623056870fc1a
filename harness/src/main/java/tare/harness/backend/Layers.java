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

    /** With one more. */
    public Layers with(Metric metric, long more) {
        Map<Metric, Long> all = new EnumMap<>(Metric.class);
        all.putAll(nanos);
        all.put(metric, more);
        return new Layers(all);
    }
}
