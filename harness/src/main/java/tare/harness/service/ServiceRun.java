package tare.harness.service;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tare.harness.fork.ForkSettings;
import tare.harness.fork.StepJvm;

/** Asks one step's service in a {@link ServiceHost}, from the driver's side. */
public final class ServiceRun {

    /** Start and end of both JVMs. */
    private static final Duration BESIDE = Duration.ofSeconds(150);

    private static final StepJvm JVM =
            new StepJvm(ServiceHost.class, ServiceHost.LOAD, ServiceHost.RESULTS, List.of());

    private ServiceRun() {}

    /**
     * Asks at each rate and waits for the end. What is done is told whatever happens to the rest.
     *
     * @param settings the backend, and where the host JVM keeps its journal
     * @param directory private, and empty: for files that the instance sees
     * @param log what the host JVM prints
     * @return a result for each rate that was tried; none of the rates if the host JVM failed
     */
    public static List<RateResult> run(ForkSettings settings, Load load, Path directory, Path log)
            throws IOException {
        Path results = JVM.run(settings, load::write, directory, log, load.whole().plus(BESIDE));
        return RateFile.read(results);
    }
}
