package tare.workloads.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tare.workloads.benchmark.instance.Place;

/**
 * Runs one variant in a fork on this host, as an experiment does in an instance.
 *
 * @param places the directory that stands for both places
 * @param jvm what starts the fork
 */
record Forks(Path places, String jvm) {

    private static final int MORE_HEAP_MIB = 64;

    static Forks plain(Path places) {
        return new Forks(places, Path.of(System.getProperty("java.home"), "bin/java").toString());
    }

    /** The iterations of one fork. */
    List<IterationResult> run(
            Workload workload, Variant variant, int warmups, int iterations, int millis)
            throws RunnerException {
        // Others on this machine may hold it.
        System.setProperty("jmh.ignoreLock", "true");
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(workload.includePattern())
                        .forks(1)
                        .warmupIterations(warmups)
                        .warmupTime(TimeValue.milliseconds(millis))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.milliseconds(millis))
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .jvm(jvm)
                        .jvmArgs(arguments(variant).toArray(String[]::new));
        variant.parameters().forEach((name, value) -> options.param(name, value));
        List<IterationResult> results = new ArrayList<>();
        new Runner(options.build())
                .run()
                .forEach(
                        result -> {
                            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                                results.addAll(fork.getIterationResults());
                            }
                        });
        return results;
    }

    private List<String> arguments(Variant variant) {
        int heapMiB = variant.heapMiB() + MORE_HEAP_MIB;
        List<String> arguments = new ArrayList<>(Workloads.JVM_ARGUMENTS);
        arguments.add("-Xms" + heapMiB + "m");
        arguments.add("-Xmx" + heapMiB + "m");
        for (Place place : Place.values()) {
            arguments.add(place.argument(places));
        }
        arguments.addAll(variant.jvmArguments());
        return arguments;
    }
}
