package tare.harness.service;

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

/** Asks one step's service in a {@link ServiceHost}, from the driver's side. */
public final class ServiceRun {

    /** Start and end of both JVMs. */
    private static final Duration BESIDE = Duration.ofSeconds(150);

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
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path settingsFile = directory.resolveSibling(directory.getFileName() + ".properties");
        Path results = directory.resolveSibling(directory.getFileName() + ".results");
        Path loadFile = directory.resolveSibling(directory.getFileName() + ".load");
        settings.write(settingsFile);
        load.write(loadFile);
        Process host =
                new ProcessBuilder(command(settingsFile, loadFile, results, directory))
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        await(host, load.whole().plus(BESIDE));
        return RateFile.read(results);
    }

    private static List<String> command(
            Path settingsFile, Path loadFile, Path results, Path directory) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LauncherOptions.jvmArguments(settingsFile));
        command.add("-D" + ServiceHost.LOAD + "=" + loadFile);
        command.add("-D" + ServiceHost.RESULTS + "=" + results);
        command.add("-Djava.io.tmpdir=" + directory);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(ServiceHost.class.getName());
        return command;
    }

    private static void await(Process host, Duration patience) {
        try {
            if (!host.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                host.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            host.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
