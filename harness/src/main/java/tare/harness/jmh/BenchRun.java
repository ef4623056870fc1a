package tare.harness.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.LauncherOptions;

/** Runs one step's jobs in a {@link BenchHost}, from the driver's side. */
public final class BenchRun {

    private static final Duration BESIDE = Duration.ofSeconds(60);

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
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path settingsFile = directory.resolveSibling(directory.getFileName() + ".properties");
        Path results = directory.resolveSibling(directory.getFileName() + ".results");
        Path jobsFile = directory.resolveSibling(directory.getFileName() + ".jobs");
        settings.write(settingsFile);
        jobs.write(jobsFile);
        Process host =
                new ProcessBuilder(command(settingsFile, jobsFile, results, directory))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        await(host, jobs);
        return JobFile.read(results);
    }

    private static List<String> command(
            Path settingsFile, Path jobsFile, Path results, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherOptions.jvmArguments(settingsFile));
        command.add("-D" + BenchHost.JOBS + "=" + jobsFile);
        command.add("-D" + BenchHost.RESULTS + "=" + results);
        command.add("-Djava.io.tmpdir=" + directory);
        // Tare holds a lock of its own.
        command.add("-Djmh.ignoreLock=true");
        command.add("-Djmh.link.address=127.0.0.1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(BenchHost.class.getName());
        return command;
    }

    /** Every fork has a deadline of its own: this is for a host JVM that hangs itself. */
    private static void await(Process host, Jobs jobs) {
        long forks = jobs.patience().plusNanos(jobs.startNanos()).plus(BESIDE).toNanos();
        try {
            if (!host.waitFor(forks * Math.max(1, jobs.all().size()), TimeUnit.NANOSECONDS)) {
                host.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            host.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
