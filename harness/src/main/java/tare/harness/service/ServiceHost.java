package tare.harness.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import tare.harness.clock.MonotonicClock;
import tare.harness.fork.InsideFork;
import tare.harness.fork.JvmFiles;
import tare.harness.fork.LaunchingJvm;
import tare.harness.fork.Leash;
import tare.harness.fork.StepJvm;
import tare.harness.linux.Kernel;
import tare.workloads.service.KeyValueService;

/**
 * A JVM that launches one instance that serves, and asks it: for one step. It ends when its driver
 * does, and its instance with it.
 */
public final class ServiceHost {

    /** System property that names the file of the {@link Load}. */
    static final String LOAD = "tare.service.load";

    /** System property that names the file for the results. */
    static final String RESULTS = "tare.service.results";

    /** Exit status of a JVM whose driver is gone; nobody is there to read it. */
    private static final int ORPHANED = 1;

    private ServiceHost() {}

    /** Asks what the system properties name. */
    public static void main(String[] arguments) throws IOException {
        Leash.hold(System.in, () -> Runtime.getRuntime().halt(ORPHANED));
        Path directory = Path.of(System.getProperty("java.io.tmpdir"));
        try (LaunchingJvm jvm = LaunchingJvm.open()) {
            run(Load.read(StepJvm.file(LOAD)), jvm::prepare, directory, StepJvm.file(RESULTS));
        }
    }

    /** Asks at all rates; what goes wrong is the result of those that are left. */
    static void run(Load load, InsideFork.Preparing preparing, Path directory, Path results)
            throws IOException {
        JvmFiles files = JvmFiles.ofThisJvm(List.of(classPath()));
        try (RateFile file = RateFile.create(results)) {
            new ServiceSession(
                            preparing,
                            new Kernel(),
                            MonotonicClock.system(),
                            files,
                            directory,
                            load,
                            result -> write(file, result))
                    .run();
        }
    }

    private static void write(RateFile file, RateResult result) {
        try {
            file.write(result);
        } catch (IOException e) {
            throw new UncheckedIOException("a result cannot be kept", e);
        }
    }

    private static Path classPath() throws IOException {
        try {
            return Path.of(
                    KeyValueService.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the service's classes have no path", e);
        }
    }
}
