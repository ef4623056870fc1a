package tare.harness.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import tare.results.model.Metric;

/** What holds of every launch that is taken apart. */
public final class LayerSums {

    private static final List<Metric> APART =
            List.of(
                    Metric.LAYER_DAEMON,
                    Metric.LAYER_SHIM,
                    Metric.LAYER_RUNTIME,
                    Metric.LAYER_START);

    private static final long ABSENT = -1;

    private LayerSums() {}

    /** The four are differences of readings of one clock: their sum is exact. */
    public static void assertExact(Instance closed) {
        Map<Metric, Long> layers = closed.layers().nanos();
        assertTrue(layers.keySet().containsAll(APART), layers.toString());
        APART.forEach(
                metric -> assertTrue(layers.getOrDefault(metric, ABSENT) > 0, layers.toString()));
        assertEquals(
                closed.stages().readyNanos() - closed.stages().startNanos(),
                APART.stream().mapToLong(metric -> layers.getOrDefault(metric, ABSENT)).sum());
        assertTrue(layers.getOrDefault(Metric.LAYER_CLIENT, ABSENT) > 0, layers.toString());
        assertTrue(layers.containsKey(Metric.LAYER_RECORDER), layers.toString());
    }
}
