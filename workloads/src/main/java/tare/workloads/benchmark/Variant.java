package tare.workloads.benchmark;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tare.workloads.benchmark.instance.Requirement;

/**
 * One way to run a workload: a cell of its own in each backend.
 *
 * @param parameters JMH's, by name; empty where the benchmark has none
 * @param jvmArguments for the fork, behind {@link Workloads#JVM_ARGUMENTS} and the heap's size
 * @param needs what an instance must have for this beside the workload's own needs
 * @param heapMiB of heap that the fork must have at least, in MiB
 */
public record Variant(
        Map<String, String> parameters,
        List<String> jvmArguments,
        Set<Requirement> needs,
        int heapMiB) {

    /** Heap that is enough for benchmarks without large arrays, and for JMH, in MiB. */
    static final int SMALL_HEAP_MIB = 64;

    public Variant {
        parameters = Map.copyOf(parameters);
        jvmArguments = List.copyOf(jvmArguments);
        needs = Set.copyOf(needs);
    }

    static Variant plain() {
        return new Variant(Map.of(), List.of(), Set.of(), SMALL_HEAP_MIB);
    }

    /** The same with one more parameter. */
    Variant with(String name, String value) {
        Map<String, String> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new Variant(more, jvmArguments, needs, heapMiB);
    }

    Variant arguments(String... arguments) {
        return new Variant(parameters, List.of(arguments), needs, heapMiB);
    }

    Variant needing(Requirement... requirements) {
        return new Variant(parameters, jvmArguments, Set.of(requirements), heapMiB);
    }

    Variant heap(int mebibytes) {
        return new Variant(parameters, jvmArguments, needs, mebibytes);
    }

    /** The parameters as {@code name=value}, by name, with spaces between; {@code -} if none. */
    public String words() {
        if (parameters.isEmpty()) {
            return "-";
        }
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }
}
