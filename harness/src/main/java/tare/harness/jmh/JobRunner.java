package tare.harness.jmh;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Utils;
import tare.harness.fork.ForkEnd;
import tare.harness.fork.ForkLimits;
import tare.harness.fork.InsideFork;
import tare.workloads.benchmark.processor.Canary;

/**
 * Runs jobs by JMH, one after the other, and answers the wrapper that JMH starts in the place of
 * each fork's JVM.
 */
final class JobRunner {

    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final String PROBE = "org.openjdk.jmh.runner.PrintPropertiesMain";
    private static final ForkEnd NOT_STARTED =
            new ForkEnd("JMH has started no fork", "", 0, Optional.empty());

    private final Jobs jobs;
    private final InsideFork forks;
    private volatile ForkEnd end = NOT_STARTED;

    JobRunner(Jobs jobs, InsideFork forks) {
        this.jobs = jobs;
        this.forks = forks;
    }

    /** What a wrapper's status is to be; called by the thread that answers wrappers. */
    int answer(List<String> command) {
        int main = command.lastIndexOf("-cp") + 2;
        if (main < command.size() && command.get(main).equals(PROBE)) {
            return answerProbe(Path.of(command.get(command.size() - 1)));
        }
        ForkLimits limits = ForkLimits.usual(Duration.ofNanos(jobs.startNanos()), jobs.patience());
        try {
            ForkEnd ended = forks.run(command, limits);
            end = ended;
            return ended.clean() ? DONE : FAILED;
        } catch (RuntimeException | OutOfMemoryError e) {
            // Of one fork: its job fails with it, and the wrapper is not left waiting.
            end = new ForkEnd("the fork could not be started: " + e, "", 0, Optional.empty());
            return FAILED;
        }
    }

    /** JMH asks which JVM it is: the one that this is. */
    private static int answerProbe(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            Utils.getRecordedSystemProperties().storeToXML(out, null, "UTF-8");
            return DONE;
        } catch (IOException e) {
            return FAILED; // and JMH says that it has no answer
        }
    }

    /**
     * Runs a job in one fork.
     *
     * @param wrapper what JMH starts
     */
    JobResult run(Job job, Path wrapper) throws IOException {
        end = NOT_STARTED;
        Path log = jobs.logs().resolve(job.name() + ".log");
        JobResult result = result(job, run(options(job, wrapper, log), log), log);
        if (!result.failed()) {
            Files.deleteIfExists(log);
        }
        return result;
    }

    private Collection<RunResult> run(Options options, Path log) throws IOException {
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            Files.writeString(log, e + "\n", java.nio.file.StandardOpenOption.APPEND);
            return List.of();
        }
    }

    private Options options(Job job, Path wrapper, Path log) {
        ChainedOptionsBuilder options =
                new OptionsBuilder()
                        .include(job.include())
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(1)
                        .threads(1)
                        .warmupForks(0)
                        .warmupIterations(jobs.warmups())
                        .warmupTime(new TimeValue(jobs.warmupNanos(), TimeUnit.NANOSECONDS))
                        .measurementIterations(jobs.iterations())
                        .measurementTime(new TimeValue(jobs.iterationNanos(), TimeUnit.NANOSECONDS))
                        .timeout(new TimeValue(jobs.patience().toNanos(), TimeUnit.NANOSECONDS))
                        .shouldFailOnError(false)
                        .shouldDoGC(false)
                        // Else a link that fails is told without its reason.
                        .verbosity(VerboseMode.EXTRA)
                        .output(log.toString())
                        .resultFormat(ResultFormatType.JSON)
                        .result(jobs.exports().resolve(job.name() + ".json").toString())
                        .jvm(wrapper.toString())
                        .jvmArgs(job.jvmArguments().toArray(String[]::new));
        for (Map.Entry<String, String> parameter : job.parameters().entrySet()) {
            options = options.param(parameter.getKey(), parameter.getValue());
        }
        return options.build();
    }

    private JobResult result(Job job, Collection<RunResult> runs, Path log) throws IOException {
        List<IterationResult> iterations =
                runs.stream()
                        .flatMap(run -> run.getBenchmarkResults().stream())
                        .flatMap(fork -> fork.getIterationResults().stream())
                        .toList();
        ForkEnd ended = end;
        if (!ended.clean()) {
            return failed(job, ended.reason(), ended.remedy(), ended);
        }
        if (iterations.size() != jobs.iterations()) {
            return failed(job, JmhWords.reason(log), "see logs/" + log.getFileName(), ended);
        }
        List<Double> scores =
                iterations.stream().map(i -> i.getPrimaryResult().getScore()).toList();
        if (job.canary() && !alive(iterations)) {
            return failed(
                    job,
                    "work was optimised away: JMH's compiler hints were without effect inside",
                    "report it, with the result file",
                    ended);
        }
        return new JobResult(job.name(), scores, "", "", ended.view());
    }

    private static JobResult failed(Job job, String reason, String remedy, ForkEnd ended) {
        return new JobResult(job.name(), List.of(), reason, remedy, ended.view());
    }

    /** Whether no iteration's divisions have vanished. */
    private static boolean alive(List<IterationResult> iterations) {
        return iterations.stream().allMatch(JobRunner::alive);
    }

    private static boolean alive(IterationResult iteration) {
        @Nullable Result<?> control = iteration.getSecondaryResults().get(Canary.CONTROL);
        double score = iteration.getPrimaryResult().getScore();
        return control != null
                && Stream.of(score, control.getScore()).allMatch(time -> time > 0)
                && Canary.hintsInEffect(score, control.getScore());
    }
}
