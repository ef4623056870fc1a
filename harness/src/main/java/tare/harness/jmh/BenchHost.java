package tare.harness.jmh;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.InsideFork;
import tare.harness.fork.JvmFiles;
import tare.harness.fork.LaunchingJvm;
import tare.harness.fork.Leash;
import tare.harness.fork.StepJvm;
import tare.harness.fork.WrapperSocket;
import tare.workloads.inside.ForkInside;

/**
 * A JVM that hosts JMH for one step: its forks run inside instances of one backend. What instances
 * have to see is found once, before the first. It ends when its driver does, and its instances with
 * it.
 */
public final class BenchHost {

    /** System property that names the file of the {@link Jobs}. */
    static final String JOBS = "tare.fork.jobs";

    /** System property that names the file for the results. */
    static final String RESULTS = "tare.fork.results";

    /** Exit status of a JVM whose driver is gone; nobody is there to read it. */
    private static final int ORPHANED = 1;

    /** Libraries that JMH's classes need in a fork: one class of each tells where it lies. */
    private static final List<String> LIBRARIES =
            List.of("joptsimple.OptionParser", "org.apache.commons.math3.stat.StatUtils");

    private BenchHost() {}

    /** Does the jobs that the system properties name. */
    public static void main(String[] arguments) throws IOException {
        Leash.hold(System.in, () -> Runtime.getRuntime().halt(ORPHANED));
        SerialFilter.install();
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        try (LaunchingJvm jvm = LaunchingJvm.open()) {
            InsideFork forks =
                    new InsideFork(
                            jvm::prepare,
                            MonotonicClock.system(),
                            JvmFiles.ofThisJvm(classPath()),
                            directory);
            run(Jobs.read(StepJvm.file(JOBS)), forks, directory, StepJvm.file(RESULTS));
        }
    }

    /**
     * Does all jobs; the failure of one is its result. Without the canary no other counts: where it
     * fails, none is tried.
     */
    static void run(Jobs jobs, InsideFork forks, Path directory, Path results) throws IOException {
        Files.createDirectories(jobs.exports());
        Files.createDirectories(jobs.logs());
        JobRunner runner = new JobRunner(jobs, forks);
        try (JobFile file = JobFile.create(results);
                WrapperSocket socket = WrapperSocket.in(directory, runner::answer)) {
            for (Job job : jobs.all()) {
                JobResult result = runner.run(job, socket.wrapper());
                file.write(result);
                if (job.canary() && result.failed()) {
                    return;
                }
            }
        }
    }

    /** What a fork needs of ours and of JMH's. */
    static List<Path> classPath() throws IOException {
        List<Path> entries = new ArrayList<>();
        entries.add(location(ForkInside.class));
        entries.add(location(Runner.class));
        for (String library : LIBRARIES) {
            try {
                entries.add(location(Class.forName(library)));
            } catch (ClassNotFoundException e) {
                throw new IOException("the class path lacks " + library, e);
            }
        }
        return entries;
    }

    private static Path location(Class<?> type) throws IOException {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IOException("no path: " + type, e);
        }
    }
}
