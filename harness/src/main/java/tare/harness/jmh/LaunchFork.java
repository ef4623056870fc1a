package tare.harness.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LauncherOptions;

/** Runs {@link LaunchBenchmark} in one fork, from the driver's side. */
public final class LaunchFork {

    /** Iterations that let JMH's own path be compiled; the launch path is warmed before. */
    private static final int WARMUP_ITERATIONS = 5;

    private LaunchFork() {}

    /**
     * Runs the fork and waits for its end. Samples reach the settings' sample file whatever
     * happens.
     *
     * @param settings what the fork does
     * @param settingsFile where the settings are written for it
     * @param log JMH's and the fork's own words
     * @param export JMH's JSON result
     * @return JMH's own figure for each launch of the schedule, in nanoseconds; empty if the fork
     *     failed
     */
    public static List<Double> run(ForkSettings settings, Path settingsFile, Path log, Path export)
            throws IOException {
        // Tare holds a lock of its own; JMH's, in the shared temporary directory, would also let
        // one
        // user's file keep another user from measuring.
        System.setProperty("jmh.ignoreLock", "true");
        settings.write(settingsFile);
        int iterations = settings.spinNanos().size() - settings.firstIndex();
        int warmups = Math.min(WARMUP_ITERATIONS, settings.warmupLaunches());
        int arms = settings.backends().size();
        Files.createDirectories(export.toAbsolutePath().getParent());
        Options options =
                new OptionsBuilder()
                        .include(
                                "^" + Pattern.quote(LaunchBenchmark.class.getName()) + "\\.launch$")
                        .mode(Mode.SingleShotTime)
                        .forks(1)
                        .threads(1)
                        .warmupIterations((warmups + arms - 1) / arms * arms)
                        .measurementIterations(iterations)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .timeout(TimeValue.minutes(5))
                        .shouldFailOnError(false)
                        .verbosity(VerboseMode.NORMAL)
                        .output(log.toString())
                        .resultFormat(ResultFormatType.JSON)
                        .result(export.toString())
                        .jvmArgs(LauncherOptions.jvmArguments(settingsFile).toArray(String[]::new))
                        .build();
        try {
            return launchNanos(new Runner(options).run());
        } catch (RunnerException e) {
            // The fork's own failure line, or its log, says why: the caller reads both.
            Files.writeString(log, e + "\n", java.nio.file.StandardOpenOption.APPEND);
            return List.of();
        }
    }

    private static List<Double> launchNanos(Collection<RunResult> results) {
        List<Double> nanos = new ArrayList<>();
        for (RunResult result : results) {
            for (BenchmarkResult fork : result.getBenchmarkResults()) {
                for (IterationResult iteration : fork.getIterationResults()) {
                    nanos.add(iteration.getPrimaryResult().getScore());
                }
            }
        }
        return nanos;
    }
}
