package tare.harness.backend.recorder;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import tare.harness.backend.Layers;
import tare.harness.backend.Stages;
import tare.results.model.Metric;
import tare.workloads.stamp.Stamp;

/**
 * Recorded calls, of all containers of a daemon.
 *
 * @param all in the order of their records
 */
public record Calls(List<Stamp.Call> all) {

    private static final String START = "start";

    public Calls {
        all = List.copyOf(all);
    }

    /** When the shim was started for a container first, in nanoseconds of the monotonic clock. */
    public OptionalLong shim(String container) {
        return first(
                arguments -> {
                    int id = arguments.indexOf("-id");
                    return last(arguments).equals(START)
                            && id >= 0
                            && arguments.get(id + 1).equals(container);
                });
    }

    /**
     * When the runtime was called for a container first, in nanoseconds of the monotonic clock.
     *
     * @param verb for example {@code create}
     */
    public OptionalLong runtime(String verb, String container) {
        return first(arguments -> arguments.contains(verb) && last(arguments).equals(container));
    }

    private OptionalLong first(Predicate<List<String>> wanted) {
        return all.stream()
                .filter(call -> wanted.test(call.arguments()))
                .mapToLong(Stamp.Call::nanos)
                .findFirst();
    }

    private static String last(List<String> arguments) {
        return arguments.get(arguments.size() - 1);
    }

    /**
     * The four layers of a launch, which add up to its ready time exactly, and the cost of telling
     * them apart.
     *
     * @param startNanos t0
     * @param readyNanos when the byte was seen
     * @param recorderNanos what each call costs more for being recorded
     * @return none if the launch was never ready, or a call of its was not recorded
     */
    public Layers layers(String container, long startNanos, long readyNanos, long recorderNanos) {
        OptionalLong shim = shim(container);
        OptionalLong create = runtime("create", container);
        OptionalLong start = runtime(START, container);
        if (readyNanos == Stages.UNSEEN || shim.isEmpty() || create.isEmpty() || start.isEmpty()) {
            return Layers.NONE;
        }
        return new Layers(
                Map.of(
                        Metric.LAYER_DAEMON, shim.getAsLong() - startNanos,
                        Metric.LAYER_SHIM, create.getAsLong() - shim.getAsLong(),
                        Metric.LAYER_RUNTIME, start.getAsLong() - create.getAsLong(),
                        Metric.LAYER_START, readyNanos - start.getAsLong(),
                        Metric.LAYER_RECORDER, recorderNanos));
    }
}
