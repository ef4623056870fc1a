package tare.harness.jmh;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.StepJvm;

/** Runs one step's jobs in a {@link BenchHost}, from the driver's side. */
public final class BenchRun {

    private static final Duration BESIDE = Duration.ofSeconds(60);

    private static final StepJvm JVM =
            new StepJvm(
                    BenchHost.class,
                    BenchHost.JOBS,
                    BenchHost.RESULTS,
                    // Tare holds a lock of its own.
                    List.of("-Djmh.ignoreLock=true", "-Djmh.link.address=127.0.0.1"));

    private BenchRun() {}

    /**
     * Does the jobs and waits for their end. What is done is told whatever happens to the rest.
     *
     * @param settings the backend, and where the host JVM keeps its journal
     * @param directory private, and empty: for files that instances see
     * @param log what the host JVM prints
     * @return a result for each job that was done; fewer than the jobs if the host JVM failed
     */
    public static List<JobResult> run(ForkSettings settings, Jobs jobs, Path directory, Path log)
            throws IOException {
        Path results = JVM.run(settings, jobs::write, directory, log, patience(jobs));
        return JobFile.read(results);
    }

    /** Every fork has a deadline of its own: this is for a host JVM that hangs itself. */
    private static Duration patience(Jobs jobs) {
        Duration fork = jobs.patience().plusNanos(jobs.startNanos()).plus(BESIDE);
        return fork.multipliedBy(Math.max(1, jobs.all().size()));
    }
}
